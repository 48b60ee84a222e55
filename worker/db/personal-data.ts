import { desc, eq, sql } from 'drizzle-orm'
import { calendarFeeds } from './calendar-feeds.ts'
import type { Database } from './database.ts'
import { faultPhotos } from './fault-photos.ts'
import { faultReports } from './fault-reports.ts'
import { instructionRecords } from './instruction-records.ts'
import { instructionTexts } from './instructions.ts'
import { jobMeasurements } from './job-measurements.ts'
import { jobSeries } from './job-series.ts'
import { kioskVisits } from './kiosk-visits.ts'
import { kiosks } from './kiosks.ts'
import { minors } from './minors.ts'
import { printers } from './printers.ts'
import { qualificationGrants, qualifications } from './qualifications.ts'
import { trainingWeeks } from './training-weeks.ts'
import { users } from './users.ts'
import { waitingList } from './waiting-list.ts'

/** What is kept about a person besides what the portal shows anyway; of each kind the newest so many. */
export const readKeptAbout = (db: Database, userId: string, limit: number) =>
  db.batch([
    db
      .select({ visit: kioskVisits, kiosk: kiosks.name })
      .from(kioskVisits)
      .innerJoin(kiosks, eq(kiosks.id, kioskVisits.kioskId))
      .where(eq(kioskVisits.userId, userId))
      .orderBy(desc(kioskVisits.startedAt))
      .limit(limit),
    db
      .select({ grant: qualificationGrants, name: qualifications.name })
      .from(qualificationGrants)
      .innerJoin(qualifications, eq(qualifications.id, qualificationGrants.qualificationId))
      .where(eq(qualificationGrants.userId, userId))
      .orderBy(desc(qualificationGrants.grantedAt))
      .limit(limit),
    db
      .select()
      .from(waitingList)
      .where(eq(waitingList.userId, userId))
      .orderBy(desc(waitingList.createdAt))
      .limit(limit),
    db
      .select()
      .from(jobSeries)
      .where(eq(jobSeries.userId, userId))
      .orderBy(desc(jobSeries.createdAt))
      .limit(limit),
    db
      .select()
      .from(calendarFeeds)
      .where(eq(calendarFeeds.userId, userId))
      .orderBy(desc(calendarFeeds.createdAt))
      .limit(limit),
    db
      .select({
        report: faultReports,
        printer: printers.name,
        photoType: faultPhotos.type,
        // In a batch, columns of the same name would be one: the report has a `created_at` too.
        photoAt: sql<number | null>`${faultPhotos.createdAt}`.as('photo_at'),
      })
      .from(faultReports)
      .innerJoin(printers, eq(printers.id, faultReports.printerId))
      .leftJoin(faultPhotos, eq(faultPhotos.reportId, faultReports.id))
      .where(eq(faultReports.userId, userId))
      .orderBy(desc(faultReports.createdAt))
      .limit(limit),
    db
      .select()
      .from(jobMeasurements)
      .where(eq(jobMeasurements.userId, userId))
      .orderBy(desc(jobMeasurements.measuredAt))
      .limit(limit),
    db
      .select({
        record: instructionRecords,
        version: instructionTexts.version,
        name: qualifications.name,
        trainer: users.displayName,
      })
      .from(instructionRecords)
      .innerJoin(instructionTexts, eq(instructionTexts.id, instructionRecords.textId))
      .innerJoin(qualifications, eq(qualifications.id, instructionTexts.qualificationId))
      .leftJoin(users, eq(users.id, instructionRecords.trainerId))
      .where(eq(instructionRecords.userId, userId))
      .orderBy(desc(instructionRecords.completedAt))
      .limit(limit),
    db
      .select()
      .from(trainingWeeks)
      .where(eq(trainingWeeks.userId, userId))
      .orderBy(desc(trainingWeeks.week))
      .limit(limit),
    db.select().from(minors).where(eq(minors.userId, userId)),
  ])

export type KeptAbout = Awaited<ReturnType<typeof readKeptAbout>>
