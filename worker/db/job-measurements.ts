import { and, desc, eq, gt, gte, isNotNull, isNull, lt, lte, sql } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Database } from './database.ts'
import { jobs } from './jobs.ts'
import { printers } from './printers.ts'

/** How a job really went, as the watts told it once it was over. */
export const jobMeasurements = sqliteTable('job_measurements', {
  jobId: text().primaryKey(),
  printerId: text().notNull(),
  userId: text().notNull(),
  bookedMs: integer().notNull(),
  workedMs: integer(),
  idleBeforeMs: integer(),
  measuredAt: integer().notNull(),
})
export type JobMeasurement = typeof jobMeasurements.$inferSelect

export const insertMeasurement = (db: Database, row: JobMeasurement) =>
  db.insert(jobMeasurements).values(row).onConflictDoNothing()

const subject = {
  id: jobs.id,
  printerId: jobs.printerId,
  userId: jobs.userId,
  title: jobs.title,
  startsAt: jobs.startsAt,
  /** The end that was booked. */
  endsAt: sql<number>`ifnull(${jobs.overrunSince}, ${jobs.endsAt})`,
  startedAt: jobs.startedAt,
  finishedAt: jobs.finishedAt,
  version: jobs.version,
  printerName: printers.name,
  plugId: printers.plugId,
}

/** Jobs whose machine has a plug and that run since before then. */
export const selectRunning = (db: Database, startedBefore: number) =>
  db
    .select(subject)
    .from(jobs)
    .innerJoin(printers, eq(printers.id, jobs.printerId))
    .where(
      and(
        sql`${jobs.status} in ('requested', 'scheduled', 'running', 'overrunning')`,
        eq(jobs.status, 'running'),
        isNotNull(printers.plugId),
        lte(jobs.startedAt, startedBefore),
      ),
    )
export type RunningJob = Awaited<ReturnType<typeof selectRunning>>[number]

/** Jobs that ended between two instants and have not been measured. */
export const selectUnmeasured = (db: Database, from: number, until: number, limit: number) =>
  db
    .select(subject)
    .from(jobs)
    .innerJoin(printers, eq(printers.id, jobs.printerId))
    .leftJoin(jobMeasurements, eq(jobMeasurements.jobId, jobs.id))
    .where(
      and(
        sql`${jobs.status} = 'finished'`,
        sql`${jobs.startedAt} is not null`,
        gt(jobs.finishedAt, from),
        lt(jobs.finishedAt, until),
        isNotNull(printers.plugId),
        isNull(jobMeasurements.jobId),
      ),
    )
    .limit(limit)

export type MeasuredFilter = {
  userId?: string | undefined
  printerId?: string | undefined
  since: number
  limit: number
}

/** What was measured of jobs, with their titles, newest first. */
export const selectMeasured = (db: Database, { userId, printerId, since, limit }: MeasuredFilter) =>
  db
    .select({
      jobId: jobMeasurements.jobId,
      printerId: jobMeasurements.printerId,
      userId: jobMeasurements.userId,
      title: jobs.title,
      startsAt: jobs.startsAt,
      bookedMs: jobMeasurements.bookedMs,
      workedMs: jobMeasurements.workedMs,
      idleBeforeMs: jobMeasurements.idleBeforeMs,
    })
    .from(jobMeasurements)
    .innerJoin(jobs, eq(jobs.id, jobMeasurements.jobId))
    .where(
      and(
        userId === undefined ? undefined : eq(jobMeasurements.userId, userId),
        printerId === undefined ? undefined : eq(jobMeasurements.printerId, printerId),
        gte(jobMeasurements.measuredAt, since),
        isNotNull(jobMeasurements.workedMs),
      ),
    )
    .orderBy(desc(jobMeasurements.measuredAt))
    .limit(limit)
export type MeasuredJob = Awaited<ReturnType<typeof selectMeasured>>[number]
