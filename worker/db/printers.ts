import { asc, eq, isNull } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Database } from './database.ts'

export const printers = sqliteTable('printers', {
  id: text().primaryKey(),
  name: text().notNull(),
  manufacturer: text().notNull(),
  model: text().notNull(),
  kind: text().notNull(),
  location: text(),
  serviceState: text({ enum: ['available', 'maintenance', 'out_of_order'] }).notNull(),
  plugId: text(),
  createdAt: integer().notNull(),
  archivedAt: integer(),
})
export type PrinterRow = typeof printers.$inferSelect

export const selectPrinters = (db: Database) =>
  db.select().from(printers).where(isNull(printers.archivedAt)).orderBy(asc(printers.name))

export const findPrinter = (db: Database, id: string): Promise<PrinterRow | undefined> =>
  db.select().from(printers).where(eq(printers.id, id)).get()
