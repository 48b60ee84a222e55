import { and, desc, eq, ne } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Database } from './database.ts'

export const REPORT_STATES = ['open', 'in_progress', 'done'] as const

const faultReports = sqliteTable('fault_reports', {
  id: text().primaryKey(),
  printerId: text().notNull(),
  userId: text().notNull(),
  text: text().notNull(),
  unusable: integer({ mode: 'boolean' }).notNull(),
  createdAt: integer().notNull(),
  state: text({ enum: REPORT_STATES }).notNull(),
  answer: text(),
  answeredAt: integer(),
  answeredBy: text(),
})
export type FaultReport = typeof faultReports.$inferSelect

export const insertReport = (db: Database, report: FaultReport) => db.insert(faultReports).values(report)

export const findReport = (db: Database, id: string): Promise<FaultReport | undefined> =>
  db.select().from(faultReports).where(eq(faultReports.id, id)).get()

/** The newest reports about a machine. */
export const selectReports = (db: Database, printerId: string) =>
  db
    .select()
    .from(faultReports)
    .where(eq(faultReports.printerId, printerId))
    .orderBy(desc(faultReports.createdAt))
    .limit(200)

/** What is done stays done. */
export const answerReport = (
  db: Database,
  id: string,
  change: Pick<FaultReport, 'state' | 'answer' | 'answeredAt' | 'answeredBy'>,
) =>
  db
    .update(faultReports)
    .set(change)
    .where(and(eq(faultReports.id, id), ne(faultReports.state, 'done')))
