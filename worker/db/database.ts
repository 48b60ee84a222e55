import type { D1Database } from '@cloudflare/workers-types'
import { drizzle } from 'drizzle-orm/d1'

/** Columns are snake_case in SQL and camelCase here. */
export const openDatabase = (d1: D1Database) => drizzle(d1, { casing: 'snake_case' })
export type Database = ReturnType<typeof openDatabase>

const GUARDS = ['slot_taken', 'invalid_state', 'append_only'] as const
export type Guard = (typeof GUARDS)[number]

/** The trigger that refused a write, if it was one; drizzle wraps D1's error as its cause. */
export const refusedBy = (error: unknown): Guard | undefined => {
  for (let e = error; e instanceof Error; e = e.cause) {
    const { message } = e
    const guard = GUARDS.find((name) => message.includes(`D1_ERROR: ${name}`))
    if (guard) return guard
  }
  return undefined
}
