import { and, count, desc, eq, isNull, lt, notInArray, or, type SQL, sql } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { LIVE_STATUSES } from '../domain/job-status.ts'
import { auditEvents } from './audit-events.ts'
import type { Database } from './database.ts'
import { guestRequests } from './guest-requests.ts'
import { jobs } from './jobs.ts'
import { notifications } from './notifications.ts'
import { sessions } from './sessions.ts'
import { users } from './users.ts'

export type RetentionReport = Record<
  'sessions' | 'auditEvents' | 'jobTexts' | 'guests' | 'notifications' | 'people',
  number
>

export const retentionRuns = sqliteTable('retention_runs', {
  day: text().primaryKey(),
  at: integer().notNull(),
  report: text({ mode: 'json' }).$type<RetentionReport>(),
})

/** What an admin allows to be deleted of the audit trail: all before the line, and nothing else. */
const retentionLines = sqliteTable('retention_lines', {
  entity: text({ enum: ['audit_events'] }).primaryKey(),
  beforeAt: integer().notNull(),
})

const NO_WORDS = '–'
const nothing = sql`0`

const oldSessions = (before?: number) =>
  before === undefined ? nothing : or(lt(sessions.endedAt, before), lt(sessions.expiresAt, before))
const oldAudit = (before?: number) => (before === undefined ? nothing : lt(auditEvents.at, before))
const oldWords = (before?: number): SQL | undefined =>
  before === undefined
    ? nothing
    : and(
        lt(jobs.endsAt, before),
        notInArray(jobs.status, [...LIVE_STATUSES]),
        sql`(${jobs.title} <> ${NO_WORDS} or ${jobs.note} is not null)`,
      )
const oldGuests = (before?: number) =>
  before === undefined
    ? nothing
    : and(lt(guestRequests.createdAt, before), sql`${guestRequests.name} <> ${NO_WORDS}`)
const oldNotifications = (before?: number) =>
  before === undefined ? nothing : lt(notifications.createdAt, before)
const longGone = (before?: number): SQL | undefined =>
  before === undefined ? nothing : and(lt(users.disabledAt, before), isNull(users.anonymisedAt))

/** The instants before which things are forgotten; undefined forgets nothing. */
export type Lines = Record<keyof RetentionReport, number | undefined>

/** How many of each would be forgotten. */
export const countForgettable = (db: Database, before: Lines) =>
  [
    db.select({ rows: count() }).from(sessions).where(oldSessions(before.sessions)),
    db.select({ rows: count() }).from(auditEvents).where(oldAudit(before.auditEvents)),
    db.select({ rows: count() }).from(jobs).where(oldWords(before.jobTexts)),
    db.select({ rows: count() }).from(guestRequests).where(oldGuests(before.guests)),
    db.select({ rows: count() }).from(notifications).where(oldNotifications(before.notifications)),
    db.select({ rows: count() }).from(users).where(longGone(before.people)),
  ] as const

/** Forgets all but people, who are anonymised one by one. */
export const forget = (db: Database, before: Lines) =>
  [
    db.delete(sessions).where(oldSessions(before.sessions)),
    db
      .insert(retentionLines)
      .values({ entity: 'audit_events', beforeAt: before.auditEvents ?? 0 })
      .onConflictDoUpdate({ target: retentionLines.entity, set: { beforeAt: before.auditEvents ?? 0 } }),
    db.delete(auditEvents).where(oldAudit(before.auditEvents)),
    db.update(jobs).set({ title: NO_WORDS, note: null }).where(oldWords(before.jobTexts)),
    db.update(guestRequests).set({ name: NO_WORDS, purpose: NO_WORDS }).where(oldGuests(before.guests)),
    db.delete(notifications).where(oldNotifications(before.notifications)),
  ] as const

export const selectLongGone = (db: Database, before: number | undefined, limit: number) =>
  db.select({ id: users.id }).from(users).where(longGone(before)).limit(limit)

/** Claims a night; changes nothing when it has been claimed before. */
export const claimNight = (db: Database, day: string, at: number) =>
  db.insert(retentionRuns).values({ day, at, report: null }).onConflictDoNothing()

export const reportNight = (db: Database, day: string, at: number, report: RetentionReport) =>
  db
    .insert(retentionRuns)
    .values({ day, at, report })
    .onConflictDoUpdate({ target: retentionRuns.day, set: { at, report } })

export const findNight = (db: Database, day: string) =>
  db.select().from(retentionRuns).where(eq(retentionRuns.day, day)).get()

export const selectLastNight = (db: Database) =>
  db.select().from(retentionRuns).orderBy(desc(retentionRuns.day)).limit(1)
