/**
 * Nobody sees these, but they turn lines around, hide letters or begin new lines: control characters, halves of
 * letters, line separators, marks of direction and blanks without width. "Anna" must look like nobody but Anna.
 */
const UNSEEN = String.raw`\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff`

/** Text without anything unseen. */
export const ONE_LINE = new RegExp(`^[^${UNSEEN}]*$`, 'u')

/** The same with line breaks and tabs. */
export const LINES = new RegExp(`^(?:[\\n\\t]|[^${UNSEEN}])*$`, 'u')
