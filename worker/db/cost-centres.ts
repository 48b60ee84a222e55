import { and, asc, eq, isNull } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Database } from './database.ts'

export const costCentres = sqliteTable('cost_centres', {
  id: text().primaryKey(),
  code: text().notNull(),
  name: text().notNull(),
  archivedAt: integer(),
})
export type CostCentre = typeof costCentres.$inferSelect

const isKept = (id: string) => and(eq(costCentres.id, id), isNull(costCentres.archivedAt))

export const selectCostCentres = (db: Database) =>
  db.select().from(costCentres).where(isNull(costCentres.archivedAt)).orderBy(asc(costCentres.code))

export const findCostCentre = (db: Database, id: string): Promise<CostCentre | undefined> =>
  db.select().from(costCentres).where(isKept(id)).get()

/** A code that exists already conflicts on `cost_centres.code`. */
export const insertCostCentre = (db: Database, row: CostCentre) => db.insert(costCentres).values(row)

export const updateCostCentre = (db: Database, id: string, change: Partial<Omit<CostCentre, 'id'>>) =>
  db.update(costCentres).set(change).where(isKept(id))
