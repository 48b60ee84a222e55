import type { Problem } from '../api/problem.ts'

/** Where the server's complaints belong in the dialog; `other` has no field of its own. */
export type FieldErrors = { start?: string; length?: string; title?: string; note?: string; other: string[] }

const fieldOf: Record<string, Exclude<keyof FieldErrors, 'other'>> = {
  startsAt: 'start',
  endsAt: 'length',
  title: 'title',
  note: 'note',
}

/** Sorts a refusal's errors to the fields; several for one field are joined. */
export function fieldErrors(problem: Problem | undefined): FieldErrors {
  const sorted: FieldErrors = { other: [] }
  for (const { path, message } of problem?.errors ?? []) {
    const field = fieldOf[path]
    if (field) sorted[field] = [sorted[field], message].filter(Boolean).join(' ')
    else sorted.other.push(message)
  }
  return sorted
}
