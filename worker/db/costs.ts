import { asc, eq } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Database } from './database.ts'

/** Months that were closed, with their statement as text: its checksum is over exactly that. */
const frozenMonths = sqliteTable('frozen_months', {
  month: text().primaryKey(),
  statement: text().notNull(),
  checksum: text().notNull(),
  frozenAt: integer().notNull(),
  frozenBy: text().notNull(),
})
export type FrozenMonth = typeof frozenMonths.$inferSelect

/** As a list of one or none. */
export const selectFrozen = (db: Database, month: string) =>
  db.select().from(frozenMonths).where(eq(frozenMonths.month, month))

/** Once: does nothing where the month is closed already. */
export const insertFrozen = (db: Database, row: FrozenMonth) =>
  db.insert(frozenMonths).values(row).onConflictDoNothing()

const costCorrections = sqliteTable('cost_corrections', {
  id: text().primaryKey(),
  month: text().notNull(),
  costCentreId: text(),
  cohortId: text(),
  cents: integer().notNull(),
  reason: text().notNull(),
  createdAt: integer().notNull(),
  createdBy: text().notNull(),
})
export type CostCorrection = typeof costCorrections.$inferSelect

export const selectCorrections = (db: Database, month: string) =>
  db
    .select()
    .from(costCorrections)
    .where(eq(costCorrections.month, month))
    .orderBy(asc(costCorrections.createdAt), asc(costCorrections.id))

export const insertCorrection = (db: Database, row: CostCorrection) => db.insert(costCorrections).values(row)
