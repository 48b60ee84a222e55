import { and, asc, eq, gt, notExists, sql } from 'drizzle-orm'
import { alias, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { TARIFF_KINDS } from '../domain/cost.ts'
import type { Database } from './database.ts'

/** Prices with the instant from which they are in force. */
export const tariffs = sqliteTable('tariffs', {
  id: text().primaryKey(),
  kind: text({ enum: TARIFF_KINDS }).notNull(),
  printerId: text(),
  printerKind: text(),
  cents: integer().notNull(),
  validFromAt: integer().notNull(),
  createdAt: integer().notNull(),
  createdBy: text().notNull(),
})
export type TariffRow = typeof tariffs.$inferSelect

export const selectTariffs = (db: Database) =>
  db.select().from(tariffs).orderBy(asc(tariffs.kind), asc(tariffs.printerId), asc(tariffs.validFromAt))

export const findTariff = (db: Database, id: string): Promise<TariffRow | undefined> =>
  db.select().from(tariffs).where(eq(tariffs.id, id)).get()

const earlier = alias(tariffs, 'earlier')

/**
 * A price may begin in the past only where there was none: what something has cost stays what it was.
 * Changes nothing otherwise.
 */
export const insertTariff = (db: Database, row: TariffRow, now: number) =>
  db.insert(tariffs).select(sql`
    select ${row.id}, ${row.kind}, ${row.printerId}, ${row.printerKind}, ${row.cents}, ${row.validFromAt}, ${row.createdAt}, ${row.createdBy}
    where ${row.validFromAt} > ${now} or ${notExists(
      db
        .select({ id: earlier.id })
        .from(earlier)
        .where(
          and(
            eq(earlier.kind, row.kind),
            sql`${earlier.printerId} is ${row.printerId}`,
            sql`${earlier.printerKind} is ${row.printerKind}`,
          ),
        ),
    )}`)

/** Only before it is in force. */
export const updateTariff = (
  db: Database,
  id: string,
  change: { cents?: number; validFromAt?: number },
  now: number,
) =>
  db
    .update(tariffs)
    .set(change)
    .where(and(eq(tariffs.id, id), gt(tariffs.validFromAt, now)))

/** Only before it is in force. */
export const deleteTariff = (db: Database, id: string, now: number) =>
  db.delete(tariffs).where(and(eq(tariffs.id, id), gt(tariffs.validFromAt, now)))
