import { desc, eq } from 'drizzle-orm'
import { calendarFeeds } from './calendar-feeds.ts'
import type { Database } from './database.ts'
import { faultReports } from './fault-reports.ts'
import { instructionRecords } from './instruction-records.ts'
import { jobMeasurements } from './job-measurements.ts'
import { jobSeries } from './job-series.ts'
import { kioskVisits } from './kiosk-visits.ts'
import { kiosks } from './kiosks.ts'
import { minors } from './minors.ts'
import { qualificationGrants, qualifications } from './qualifications.ts'
import { trainingWeeks } from './training-weeks.ts'
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
      .select()
      .from(faultReports)
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
      .select()
      .from(instructionRecords)
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
