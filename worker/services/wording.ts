import type { Language } from './present.ts'

/** Formats an instant for people, in their language and the workshop's zone. */
export type When = (at: number) => string
type Wording<P> = Record<Language, (params: P, when: When) => string>

/** A text in every language, with what it is given. */
export const worded = <P extends Record<string, unknown>>(wording: Wording<P>): Wording<P> => wording
