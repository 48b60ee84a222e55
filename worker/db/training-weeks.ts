import { and, eq, sql } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Database } from './database.ts'

export const trainingWeeks = sqliteTable('training_weeks', {
  userId: text().notNull(),
  week: text().notNull(),
  text: text().notNull(),
  version: integer().notNull(),
  updatedAt: integer().notNull(),
})
export type TrainingWeek = typeof trainingWeeks.$inferSelect

/** What somebody wrote about the week that begins on this Monday. */
export const findTrainingWeek = (
  db: Database,
  userId: string,
  week: string,
): Promise<TrainingWeek | undefined> =>
  db
    .select()
    .from(trainingWeeks)
    .where(and(eq(trainingWeeks.userId, userId), eq(trainingWeeks.week, week)))
    .get()

/** Writes version `row.version`; changes nothing when it does not follow on what is there. */
export const saveTrainingWeek = (db: Database, row: TrainingWeek) =>
  db
    .insert(trainingWeeks)
    .select(sql`
      select ${row.userId}, ${row.week}, ${row.text}, ${row.version}, ${row.updatedAt}
      where ${row.version} = 1 or exists (
        select 1 from training_weeks where user_id = ${row.userId} and week = ${row.week})`)
    .onConflictDoUpdate({
      target: [trainingWeeks.userId, trainingWeeks.week],
      set: { text: row.text, version: row.version, updatedAt: row.updatedAt },
      setWhere: sql`${trainingWeeks.version} = ${row.version - 1}`,
    })
