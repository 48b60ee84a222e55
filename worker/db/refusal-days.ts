import { and, desc, eq, gte, lt, sql, sum } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Database } from './database.ts'

/** How often bookings were refused, by local day, machine and reason. */
const refusalDays = sqliteTable('refusal_days', {
  day: text().notNull(),
  printerId: text().notNull(),
  code: text().notNull(),
  count: integer().notNull(),
})

/** One more of each reason, on this machine and day. */
export const addRefusals = (db: Database, day: string, printerId: string, codes: string[]) =>
  db
    .insert(refusalDays)
    .values(codes.map((code) => ({ day, printerId, code, count: 1 })))
    .onConflictDoUpdate({
      target: [refusalDays.day, refusalDays.printerId, refusalDays.code],
      set: { count: sql`${refusalDays.count} + 1` },
    })

const total = sum(refusalDays.count).mapWith(Number)

/** The reasons of the local days `[from, to)`, the most frequent first. */
export const selectRefusals = (
  db: Database,
  { from, to, printerId }: { from: string; to: string; printerId?: string | undefined },
) =>
  db
    .select({ code: refusalDays.code, count: total })
    .from(refusalDays)
    .where(
      and(
        gte(refusalDays.day, from),
        lt(refusalDays.day, to),
        printerId === undefined ? undefined : eq(refusalDays.printerId, printerId),
      ),
    )
    .groupBy(refusalDays.code)
    .orderBy(desc(total), refusalDays.code)
