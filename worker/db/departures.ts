import { and, eq, inArray, or, sql } from 'drizzle-orm'
import type { JobStatus } from '../domain/job-status.ts'
import { type AuditEvent, auditEvents } from './audit-events.ts'
import { calendarFeeds } from './calendar-feeds.ts'
import type { Database } from './database.ts'
import { deletePhotosOf } from './fault-photos.ts'
import { emptyReportsOf } from './fault-reports.ts'
import { idempotencyKeys } from './idempotency-keys.ts'
import { jobs } from './jobs.ts'
import { kioskCredentials } from './kiosk-credentials.ts'
import { kioskVisits } from './kiosk-visits.ts'
import { minors } from './minors.ts'
import { notifications } from './notifications.ts'
import { qualificationGrants } from './qualifications.ts'
import { sessions } from './sessions.ts'
import { trainingWeeks } from './training-weeks.ts'
import { heldSlots, waitingList } from './waiting-list.ts'

/** Reservations that have not begun can be given back; what runs goes on to its end. */
const GIVEN_BACK = ['requested', 'scheduled'] as const satisfies JobStatus[]

const futureJobsOf = (userIds: string[], now: number) =>
  and(
    sql`${jobs.userId} in (select value from json_each(${JSON.stringify(userIds)}))`,
    inArray(jobs.status, [...GIVEN_BACK]),
    sql`${jobs.startsAt} > ${now}`,
  )

/** Records the end of each reservation that `cancelFutureJobs`, the next statement, cancels. */
export const auditFutureJobs = (
  db: Database,
  userIds: string[],
  event: Omit<AuditEvent, 'entityId' | 'changes'>,
) =>
  db.insert(auditEvents).select(sql`
    select null, ${event.at}, ${event.actorKind}, ${event.actorId}, ${event.action}, ${jobs.id},
      json_object('status', json_array(${jobs.status}, 'cancelled')), ${event.address}, ${event.requestId}
    from ${jobs} where ${futureJobsOf(userIds, event.at)}`)

export const cancelFutureJobs = (db: Database, userIds: string[], now: number) =>
  db
    .update(jobs)
    .set({ status: 'cancelled', attention: null, version: sql`${jobs.version} + 1` })
    .where(futureJobsOf(userIds, now))

/** Nobody who left is next in line, and no slot is held for them. */
export const leaveWaitingList = (db: Database, userIds: string[]) => {
  const theirs = sql`(select value from json_each(${JSON.stringify(userIds)}))`
  return [
    db.delete(heldSlots).where(inArray(heldSlots.userId, theirs)),
    db
      .update(waitingList)
      .set({ status: 'left' })
      .where(and(inArray(waitingList.userId, theirs), inArray(waitingList.status, ['waiting', 'offered']))),
  ] as const
}

/** Takes what a person wrote and where they came from out of everything that stays for the figures. */
export const emptyTracesOf = (db: Database, userId: string, displayName: string) =>
  [
    db.update(jobs).set({ title: '–', note: null, decisionText: null }).where(eq(jobs.userId, userId)),
    db
      .delete(notifications)
      // Their own, and what others were told of them by name.
      .where(
        or(eq(notifications.userId, userId), sql`${notifications.params} ->> 'person' = ${displayName}`),
      ),
    db.delete(sessions).where(eq(sessions.userId, userId)),
    db.delete(kioskVisits).where(eq(kioskVisits.userId, userId)),
    db.delete(kioskCredentials).where(eq(kioskCredentials.userId, userId)),
    db.delete(calendarFeeds).where(eq(calendarFeeds.userId, userId)),
    db.delete(idempotencyKeys).where(eq(idempotencyKeys.userId, userId)),
    deletePhotosOf(db, userId),
    emptyReportsOf(db, userId),
    db.delete(trainingWeeks).where(eq(trainingWeeks.userId, userId)),
    db.delete(minors).where(eq(minors.userId, userId)),
    db.update(qualificationGrants).set({ note: null }).where(eq(qualificationGrants.userId, userId)),
    db
      .update(auditEvents)
      .set({ changes: {} })
      .where(sql`${auditEvents.entityId} = ${userId} and ${auditEvents.changes} <> '{}'`),
    db
      .update(auditEvents)
      .set({ changes: sql`json_remove(${auditEvents.changes}, '$.title', '$.note')` })
      .where(sql`${auditEvents.entityId} in (select id from jobs where user_id = ${userId})`),
    db
      .update(auditEvents)
      .set({ address: null })
      .where(and(eq(auditEvents.actorId, userId), sql`${auditEvents.address} is not null`)),
  ] as const
