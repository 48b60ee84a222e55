import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Database } from './database.ts'

export const cohorts = sqliteTable('cohorts', {
  id: text().primaryKey(),
  name: text().notNull(),
  /** The last day, YYYY-MM-DD, local. */
  endsOn: text(),
  createdAt: integer().notNull(),
  archivedAt: integer(),
})
export type Cohort = typeof cohorts.$inferSelect

const withMembers = {
  cohort: cohorts,
  members: sql<number>`(select count(*) from users u
    where u.cohort_id = cohorts.id and u.disabled_at is null and u.anonymised_at is null)`,
}
export type CohortWithMembers = { cohort: Cohort; members: number }

export const selectCohorts = (db: Database) =>
  db.select(withMembers).from(cohorts).where(isNull(cohorts.archivedAt))

export const findCohort = (db: Database, id: string): Promise<CohortWithMembers | undefined> =>
  db
    .select(withMembers)
    .from(cohorts)
    .where(and(eq(cohorts.id, id), isNull(cohorts.archivedAt)))
    .get()

export const insertCohort = (db: Database, cohort: Cohort) => db.insert(cohorts).values(cohort)

export const updateCohort = (db: Database, id: string, change: Partial<Omit<Cohort, 'id'>>) =>
  db
    .update(cohorts)
    .set(change)
    .where(and(eq(cohorts.id, id), isNull(cohorts.archivedAt)))

/** Written by triggers on users, never by hand. */
export const cohortMemberships = sqliteTable('cohort_memberships', {
  id: integer().primaryKey({ autoIncrement: true }),
  userId: text().notNull(),
  cohortId: text().notNull(),
  fromAt: integer().notNull(),
  untilAt: integer(),
})

export const selectMembershipsOf = (db: Database, userId: string) =>
  db
    .select({ name: cohorts.name, fromAt: cohortMemberships.fromAt, untilAt: cohortMemberships.untilAt })
    .from(cohortMemberships)
    .innerJoin(cohorts, eq(cohorts.id, cohortMemberships.cohortId))
    .where(eq(cohortMemberships.userId, userId))
    .orderBy(asc(cohortMemberships.fromAt))
