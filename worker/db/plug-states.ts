import { and, eq, sql } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Database } from './database.ts'

/** What each plug was last seen to be, why, and up to where its energy is booked. */
export const plugStates = sqliteTable('plug_states', {
  plugId: text().primaryKey(),
  seen: text({ enum: ['on', 'off'] }).notNull(),
  seenSince: integer().notNull(),
  reason: text({ enum: ['none', 'job', 'winding_down', 'override', 'unbooked', 'emergency'] }).notNull(),
  reasonSince: integer().notNull(),
  jobId: text(),
  switchedOnAt: integer(),
  counterMwh: integer().notNull(),
  bookedUntil: integer().notNull(),
})
export type PlugStateRow = typeof plugStates.$inferSelect

export const selectPlugStates = (db: Database) => db.select().from(plugStates)

const INHERITED = [
  'seen',
  'seen_since',
  'reason',
  'reason_since',
  'job_id',
  'switched_on_at',
  'counter_mwh',
  'booked_until',
]

/** All of them in one statement, however many plugs there are. */
export const upsertPlugStates = (db: Database, rows: PlugStateRow[]) =>
  db.insert(plugStates).select(sql`
      select value ->> 'plugId', value ->> 'seen', value ->> 'seenSince', value ->> 'reason',
        value ->> 'reasonSince', value ->> 'jobId', value ->> 'switchedOnAt', value ->> 'counterMwh',
        value ->> 'bookedUntil'
      from json_each(${JSON.stringify(rows)}) where true
      on conflict (plug_id) do update set
        ${sql.raw(INHERITED.map((column) => `${column} = excluded.${column}`).join(', '))}`)

/** Only where it was last seen on: of two who see the same press, the second changes nothing. */
export const recordSeenOff = (db: Database, plugId: string, at: number) =>
  db
    .update(plugStates)
    .set({ seen: 'off', seenSince: at })
    .where(and(eq(plugStates.plugId, plugId), eq(plugStates.seen, 'on')))
