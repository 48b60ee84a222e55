import type { Violation } from '../../../worker/domain/booking-rules.ts'
import type { Problem } from '../api/problem.ts'

type Field = 'start' | 'length' | 'title' | 'note' | 'costCentre' | 'repeat'

/** Where complaints belong in the dialog; `other` has no field of its own. */
export type FieldErrors = Record<Field, string | undefined> & { other: string[] }

const pathOf = {
  start: 'startsAt',
  length: 'endsAt',
  title: 'title',
  note: 'note',
  costCentre: 'costCentreId',
  repeat: 'repeat.count',
} as const satisfies Record<Field, string>

/** What the server has against the fields of the dialog, or what it would say before it was asked. */
export function fieldErrors(
  problem: Problem | undefined,
  foreseen: Violation[],
  word: (violation: Violation) => string,
): FieldErrors {
  const wordsAt = (path: string) => [...new Set(foreseen.filter((one) => one.path === path).map(word))]
  const at = (field: Field) => problem?.at(pathOf[field]) ?? (wordsAt(pathOf[field]).join(' ') || undefined)
  return {
    start: at('start'),
    length: at('length'),
    title: at('title'),
    note: at('note'),
    costCentre: at('costCentre'),
    repeat: at('repeat'),
    other: problem?.elsewhere(Object.values(pathOf)) ?? wordsAt('printerId'),
  }
}
