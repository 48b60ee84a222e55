import { eq } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Database } from './database.ts'

export const jobSeries = sqliteTable('job_series', {
  id: text().primaryKey(),
  userId: text().notNull(),
  printerId: text().notNull(),
  every: text({ enum: ['day', 'week'] }).notNull(),
  startsAt: integer().notNull(),
  jobs: integer().notNull(),
  skipped: text({ mode: 'json' }).$type<{ startsAt: number; endsAt: number; code: string }[]>().notNull(),
  createdAt: integer().notNull(),
  createdBy: text().notNull(),
})

export const insertSeries = (db: Database, series: typeof jobSeries.$inferSelect) =>
  db.insert(jobSeries).values(series)

/** As a list of one or none. */
export const selectSeries = (db: Database, id: string) =>
  db.select().from(jobSeries).where(eq(jobSeries.id, id))
