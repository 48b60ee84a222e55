import { insertAudit } from '../db/audit-events.ts'
import { forgetOldPhotos } from '../db/fault-photos.ts'
import { forgetOldThrottles } from '../db/login-throttles.ts'
import { forgetGrownUp } from '../db/minors.ts'
import {
  claimNight,
  countForgettable,
  findNight,
  forget,
  type Lines,
  type RetentionReport,
  reportNight,
  selectLastNight,
  selectLongGone,
} from '../db/retention.ts'
import type { Deps } from '../deps.ts'
import type { Actor } from '../domain/access.ts'
import { localDay, localHour } from '../domain/local-day.ts'
import { FORGET_MS } from '../domain/lock-out.ts'
import { type RetentionPolicy, retentionLines } from '../domain/retention.ts'
import { deedOf } from './audit.ts'
import { anonymiseUser } from './departure.ts'
import { iso } from './present.ts'
import { readSettings } from './settings.ts'

/** When nobody works; the backup before it still has everything. */
const NIGHT_HOUR = 3
/** A photo of a fault is kept for so long after it was mended. */
const PHOTO_MS = 90 * 86_400_000
/** Of people who left long ago, so many a night: the next one goes on. */
const PEOPLE_PER_RUN = 100

const linesOf = (policy: RetentionPolicy, now: number): Lines => {
  const lines = retentionLines(policy, now)
  return {
    sessions: lines.sessionDays,
    auditEvents: lines.auditDays,
    jobTexts: lines.jobTextDays,
    guests: lines.jobTextDays,
    notifications: lines.notificationDays,
    people: lines.anonymiseDisabledDays,
  }
}

const countRows = async (deps: Deps, lines: Lines): Promise<RetentionReport> => {
  const [sessions, auditEvents, jobTexts, guests, notifications, people] = await deps.db.batch([
    ...countForgettable(deps.db, lines),
  ])
  return {
    sessions: sessions[0]?.rows ?? 0,
    auditEvents: auditEvents[0]?.rows ?? 0,
    jobTexts: jobTexts[0]?.rows ?? 0,
    guests: guests[0]?.rows ?? 0,
    notifications: notifications[0]?.rows ?? 0,
    people: people[0]?.rows ?? 0,
  }
}

/** What the next night would forget, by today's policy, and what the last one did. */
export const previewRetention = async (deps: Deps) => {
  const { retention } = await readSettings(deps)
  const [preview, [last]] = await Promise.all([
    countRows(deps, linesOf(retention, deps.now())),
    selectLastNight(deps.db),
  ])
  return {
    policy: retention,
    preview,
    lastRun: last ? { day: last.day, at: iso(last.at), report: last.report } : null,
  }
}

/** Forgets what the policy says. What it did is on record; doing it twice does nothing the second time. */
export const applyRetention = async (deps: Deps, actor: Actor): Promise<RetentionReport> => {
  const now = deps.now()
  const lines = linesOf((await readSettings(deps)).retention, now)
  const [sessions, , auditEvents, jobTexts, guests, notifications] = await deps.db.batch([
    ...forget(deps.db, lines),
    forgetOldThrottles(deps.db, now - 2 * FORGET_MS),
    forgetOldPhotos(deps.db, now - PHOTO_MS),
    forgetGrownUp(deps.db, localDay(now, deps.config.timeZone)),
  ])
  const gone = await selectLongGone(deps.db, lines.people, PEOPLE_PER_RUN)
  for (const { id } of gone) await anonymiseUser(deps, actor, id)
  const report: RetentionReport = {
    sessions: sessions.meta.changes,
    auditEvents: auditEvents.meta.changes,
    jobTexts: jobTexts.meta.changes,
    guests: guests.meta.changes,
    notifications: notifications.meta.changes,
    people: gone.length,
  }
  const counts = Object.entries(report).map(([what, rows]) => [what, [null, rows]] as const)
  const deed = { at: now, action: 'retention.apply', entityId: 'retention' } as const
  await deps.db.batch([
    reportNight(deps.db, localDay(now, deps.config.timeZone), now, report),
    insertAudit(deps.db, deedOf(actor, { ...deed, changes: Object.fromEntries(counts) as never })),
  ])
  return report
}

/** Called every minute: once a night, after three, applies the policy. */
export const keepNight = async (deps: Deps): Promise<void> => {
  const now = deps.now()
  if (localHour(now, deps.config.timeZone) < NIGHT_HOUR) return
  const day = localDay(now, deps.config.timeZone)
  if (await findNight(deps.db, day)) return
  const claimed = await claimNight(deps.db, day, now)
  if (claimed.meta.changes === 1) await applyRetention(deps, { kind: 'system' })
}
