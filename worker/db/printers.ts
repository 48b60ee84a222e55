import { and, asc, eq, inArray, isNull, notExists } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { LIVE_STATUSES } from '../domain/job-status.ts'
import type { PrinterPolicy } from '../domain/policy.ts'
import type { PowerPolicyOverride } from '../domain/power-policy.ts'
import type { Database } from './database.ts'
import { jobs } from './jobs.ts'

export const printers = sqliteTable('printers', {
  id: text().primaryKey(),
  name: text().notNull(),
  manufacturer: text().notNull(),
  model: text().notNull(),
  kind: text().notNull(),
  location: text(),
  serviceState: text({ enum: ['available', 'maintenance', 'out_of_order'] })
    .notNull()
    .default('available'),
  plugId: text(),
  createdAt: integer().notNull(),
  archivedAt: integer(),
  policy: text({ mode: 'json' }).$type<PrinterPolicy>().notNull().default({}),
  powerPolicy: text({ mode: 'json' }).$type<PowerPolicyOverride>().notNull().default({}),
})
export type PrinterRow = typeof printers.$inferSelect

export const selectPrinters = (db: Database) =>
  db.select().from(printers).where(isNull(printers.archivedAt)).orderBy(asc(printers.name))

export const findPrinter = (db: Database, id: string): Promise<PrinterRow | undefined> =>
  db.select().from(printers).where(eq(printers.id, id)).get()

export const insertPrinter = (db: Database, printer: typeof printers.$inferInsert) =>
  db.insert(printers).values(printer)

export const updatePrinter = (db: Database, id: string, change: Partial<PrinterRow>) =>
  db
    .update(printers)
    .set(change)
    .where(and(eq(printers.id, id), isNull(printers.archivedAt)))

/** Changes nothing while a live job stands against it. Its plug is free for another printer then. */
export const archivePrinterIfFree = (db: Database, id: string, at: number) =>
  db
    .update(printers)
    .set({ archivedAt: at, plugId: null })
    .where(
      and(
        eq(printers.id, id),
        isNull(printers.archivedAt),
        notExists(
          db
            .select({ id: jobs.id })
            .from(jobs)
            .where(and(eq(jobs.printerId, printers.id), inArray(jobs.status, [...LIVE_STATUSES]))),
        ),
      ),
    )
