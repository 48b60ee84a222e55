import type { Problem } from '../api/problem.ts'

/** Where the server's complaints belong in the dialog; `other` has no field of its own. */
export type FieldErrors = Record<'start' | 'length' | 'title' | 'note', string | undefined> & {
  other: string[]
}

/** Sorts a refusal's errors to the fields of the dialog. */
export const fieldErrors = (problem: Problem | undefined): FieldErrors => ({
  start: problem?.at('startsAt'),
  length: problem?.at('endsAt'),
  title: problem?.at('title'),
  note: problem?.at('note'),
  other: problem?.elsewhere(['startsAt', 'endsAt', 'title', 'note']) ?? [],
})
