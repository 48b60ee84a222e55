import { and, desc, eq, ne, type SQL, sql } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Database } from './database.ts'
import { printers } from './printers.ts'
import { users } from './users.ts'

export const REPORT_STATES = ['open', 'in_progress', 'done'] as const

export const faultReports = sqliteTable('fault_reports', {
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

/** What somebody has reported that is not done yet. */
export const countUndoneReports = (db: Database, userId: string): Promise<number> =>
  db.$count(faultReports, and(eq(faultReports.userId, userId), sql`${faultReports.state} <> 'done'`))

const selectWhere = (db: Database, where: SQL | undefined) =>
  db
    .select({
      report: faultReports,
      printerName: printers.name,
      userName: users.displayName,
      hasPhoto: sql<number>`exists (select 1 from fault_photos p where p.report_id = ${faultReports.id})`,
    })
    .from(faultReports)
    .innerJoin(printers, eq(printers.id, faultReports.printerId))
    .innerJoin(users, eq(users.id, faultReports.userId))
    .where(where)
    .orderBy(desc(faultReports.createdAt))
    .limit(200)
export type ListedReport = Awaited<ReturnType<typeof selectWhere>>[number]

export type ReportFilter = {
  printerId?: string | undefined
  userId?: string | undefined
  isUndone?: boolean | undefined
}

/** The newest 200 reports. */
export const selectReports = (db: Database, { printerId, userId, isUndone }: ReportFilter) =>
  selectWhere(
    db,
    and(
      printerId === undefined ? undefined : eq(faultReports.printerId, printerId),
      userId === undefined ? undefined : eq(faultReports.userId, userId),
      isUndone === true ? sql`${faultReports.state} <> 'done'` : undefined,
    ),
  )

export const findListedReport = async (db: Database, id: string): Promise<ListedReport | undefined> =>
  (await selectWhere(db, eq(faultReports.id, id)))[0]

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

/** Takes the words out of what somebody reported. */
export const emptyReportsOf = (db: Database, userId: string) =>
  db.update(faultReports).set({ text: '–' }).where(eq(faultReports.userId, userId))
