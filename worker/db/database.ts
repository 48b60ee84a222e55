import type { D1Database } from '@cloudflare/workers-types'
import { drizzle } from 'drizzle-orm/d1'

/** Columns are snake_case in SQL and camelCase here. */
export const openDatabase = (d1: D1Database) => drizzle(d1, { casing: 'snake_case' })
export type Database = ReturnType<typeof openDatabase>

const GUARDS = [
  'slot_taken',
  'invalid_state',
  'append_only',
  'last_admin',
  'closed',
  'limits_exceeded',
  'already_done',
  'job_too_long',
  'stale',
  'cost_centre_archived',
] as const
export type Guard = (typeof GUARDS)[number]

const causes = function* (error: unknown): Generator<string> {
  for (let e = error; e instanceof Error; e = e.cause) yield e.message
}

/** `table.column` of the unique value that was there already, if that is why a write was refused. */
export const duplicateOf = (error: unknown): string | undefined => {
  for (const message of causes(error)) {
    const column = /UNIQUE constraint failed: (\w+\.\w+)/.exec(message)?.[1]
    if (column) return column
  }
  return undefined
}

/** Whether a write was refused because it names something that is not there. */
export const isUnknownReference = (error: unknown): boolean =>
  [...causes(error)].some((message) => message.includes('FOREIGN KEY constraint failed'))

/** The trigger that refused a write, if it was one; drizzle wraps D1's error as its cause. */
export const refusedBy = (error: unknown): Guard | undefined => {
  for (const message of causes(error)) {
    const guard = GUARDS.find((name) => message.includes(`D1_ERROR: ${name}`))
    if (guard) return guard
  }
  return undefined
}
