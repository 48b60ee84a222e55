import { insertAudit } from '../db/audit-events.ts'
import { selectTrailOf } from '../db/audit-trail.ts'
import { selectMembershipsOf } from '../db/cohorts.ts'
import { selectJobs } from '../db/job-lists.ts'
import { selectNotificationsOf } from '../db/notifications.ts'
import { type KeptAbout, readKeptAbout } from '../db/personal-data.ts'
import { countUnusedRecoveryCodes } from '../db/recovery-codes.ts'
import { selectSessionsOf } from '../db/sessions.ts'
import type { Deps } from '../deps.ts'
import { mayDo, type UserActor } from '../domain/access.ts'
import { deedOf } from './audit.ts'
import { openHistory } from './history.ts'
import { iso, isoOrNull } from './present.ts'
import { Refused } from './refusal.ts'
import { readUser } from './users.ts'

/** Of each kind, the newest so many. */
const LIMIT = 10_000

const presentKept = ([
  visits,
  grants,
  waits,
  series,
  feeds,
  reports,
  measurements,
  instructions,
  weeks,
  [minor],
]: KeptAbout) => ({
  /** Only while they are under age. */
  adultOn: minor?.adultOn ?? null,
  instructions: instructions.map(({ record, name, version, trainer }) => ({
    name,
    version,
    trainer,
    signedAt: isoOrNull(record.userSignedAt),
    trainerSignedAt: isoOrNull(record.trainerSignedAt),
    completedAt: isoOrNull(record.completedAt),
    expiresAt: isoOrNull(record.expiresAt),
  })),
  trainingWeeks: weeks.map(({ week, text, updatedAt }) => ({ week, text, updatedAt: iso(updatedAt) })),
  kioskVisits: visits.map(({ visit, kiosk }) => ({
    kiosk,
    method: visit.method,
    startedAt: iso(visit.startedAt),
    lastSeenAt: iso(visit.lastSeenAt),
    endedAt: isoOrNull(visit.endedAt),
  })),
  qualifications: grants.map(({ grant, name }) => ({
    name,
    grantedAt: iso(grant.grantedAt),
    expiresAt: isoOrNull(grant.expiresAt),
    revokedAt: isoOrNull(grant.revokedAt),
    note: grant.note,
  })),
  waitingList: waits.map(({ printerId, kind, minutes, status, ...wait }) => ({
    printerId,
    kind,
    minutes,
    status,
    from: iso(wait.fromAt),
    until: iso(wait.untilAt),
    createdAt: iso(wait.createdAt),
  })),
  series: series.map(({ printerId, every, startsAt, jobs, createdAt }) => ({
    printerId,
    every,
    jobs,
    startsAt: iso(startsAt),
    createdAt: iso(createdAt),
  })),
  calendarLinks: feeds.map(({ printerId, createdAt, revokedAt }) => ({
    printerId,
    createdAt: iso(createdAt),
    revokedAt: isoOrNull(revokedAt),
  })),
  faultReports: reports.map(({ report, printer, photoType, photoAt }) => ({
    id: report.id,
    printer,
    text: report.text,
    unusable: report.unusable,
    state: report.state,
    answer: report.answer,
    createdAt: iso(report.createdAt),
    answeredAt: isoOrNull(report.answeredAt),
    photo: photoType && { type: photoType, addedAt: isoOrNull(photoAt) },
  })),
  measurements: measurements.map(({ jobId, bookedMs, workedMs, idleBeforeMs }) => ({
    jobId,
    bookedMs,
    workedMs,
    idleBeforeMs,
  })),
})

/**
 * Everything that is kept about a person (GDPR, article 15), except secrets; the photos are in `exportText`.
 * One's own is anybody's right; an admin may hand it out, which is on record and in works-council mode needs a reason.
 * Refuses with `forbidden`, `not_found`, `reason_required`.
 */
export const exportPersonalData = async (
  deps: Deps,
  actor: UserActor,
  { id, reason }: { id: string; reason?: string | undefined },
) => {
  if (id !== actor.id && !mayDo(actor, 'user.export_others')) throw new Refused('forbidden')
  await openHistory(deps, actor, id, reason)
  const person = await readUser(deps, id)
  const [kept, [left]] = await Promise.all([
    readKeptAbout(deps.db, id, LIMIT),
    countUnusedRecoveryCodes(deps.db, id),
  ])
  const [cohorts, sessions, jobs, notifications, trail] = await deps.db.batch([
    selectMembershipsOf(deps.db, id),
    selectSessionsOf(deps.db, id),
    selectJobs(deps.db, { userId: id, order: 'desc', limit: LIMIT }),
    selectNotificationsOf(deps.db, id, LIMIT),
    selectTrailOf(deps.db, id, LIMIT),
  ])
  await insertAudit(deps.db, deedOf(actor, { at: deps.now(), action: 'user.export', entityId: id }))
  return {
    exportedAt: iso(deps.now()),
    person: { ...person, recoveryCodesLeft: left?.unused ?? 0 },
    ...presentKept(kept),
    cohorts: cohorts.map(({ name, fromAt, untilAt }) => ({
      name,
      from: iso(fromAt),
      until: isoOrNull(untilAt),
    })),
    sessions: sessions.map((session) => ({
      startedAt: iso(session.createdAt),
      lastSeenAt: iso(session.lastSeenAt),
      endedAt: isoOrNull(session.endedAt),
      address: session.address,
      userAgent: session.userAgent,
    })),
    jobs: jobs.map((job) => ({
      id: job.id,
      printerId: job.printerId,
      title: job.title,
      note: job.note,
      decisionText: job.decisionText,
      startsAt: iso(job.startsAt),
      endsAt: iso(job.endsAt),
      status: job.status,
      createdAt: iso(job.createdAt),
      checkedInAt: isoOrNull(job.checkedInAt),
      startedAt: isoOrNull(job.startedAt),
      finishedAt: isoOrNull(job.finishedAt),
    })),
    notifications: notifications.map((row) => ({
      kind: row.kind,
      params: row.params,
      createdAt: iso(row.createdAt),
      readAt: isoOrNull(row.readAt),
    })),
    trail: trail.map((event) => ({
      at: iso(event.at),
      action: event.action,
      byThisPerson: event.actorId === id,
      entityId: event.entityId,
      changes: event.changes,
      address: event.actorId === id ? event.address : null,
    })),
  }
}
