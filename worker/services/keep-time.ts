import { insertAuditIfChanged } from '../db/audit-events.ts'
import { selectBegunJobs } from '../db/booking-facts.ts'
import { selectNewestCredibleAudit } from '../db/clock-trust.ts'
import { deleteKeysBefore } from '../db/idempotency-keys.ts'
import { selectOpenIncidents } from '../db/incidents.ts'
import { updateJob } from '../db/jobs.ts'
import { selectSettings } from '../db/settings.ts'
import type { Deps } from '../deps.ts'
import type { Actor } from '../domain/access.ts'
import { doubtClock } from '../domain/clock-sanity.ts'
import type { JobStatus } from '../domain/job-status.ts'
import { isNoShow } from '../domain/no-show.ts'
import { effectivePolicy } from '../domain/policy.ts'
import { deedOf } from './audit.ts'
import { notifyIfChanged } from './notify.ts'
import { ONCE_MS } from './once.ts'
import { remindOfExpiry } from './remind.ts'
import { serveWaitingList } from './serve-waiting-list.ts'
import { settingsFrom } from './settings.ts'

const SYSTEM: Actor = { kind: 'system' }

type Begun = Awaited<ReturnType<typeof selectBegunJobs>>[number]

/** One guarded step that time makes, and the holder told; nothing when a person was faster. */
const pass = async (deps: Deps, job: Begun, to: 'expired' | 'missed', from: JobStatus[]): Promise<void> => {
  const at = deps.now()
  const params = { title: job.title, printer: job.printerName, startsAt: job.startsAt }
  const changes = { status: [job.status, to] satisfies [unknown, unknown] }
  await deps.db.batch([
    updateJob(deps.db, job.id, from, { status: to, attention: null, transferTo: null }, job.version),
    insertAuditIfChanged(
      deps.db,
      deedOf(SYSTEM, { at, action: to === 'expired' ? 'job.expire' : 'job.miss', entityId: job.id, changes }),
    ),
    notifyIfChanged(deps, {
      userId: job.userId,
      kind: to === 'expired' ? 'job_expired' : 'job_missed',
      params,
      jobId: job.id,
      printerId: job.printerId,
      once: `${to}:${job.id}`,
    }),
  ])
  deps.board.forget()
}

/**
 * What time alone decides about jobs: a request that nobody approved expires at its start, and a slot
 * that nobody came to is released. Level-based: a second pass changes nothing. Does nothing while the
 * clock is in doubt.
 */
export const endWhatIsOver = async (deps: Deps): Promise<void> => {
  const now = deps.now()
  const [jobs, incidents, settingRows, newestAudit] = await deps.db.batch([
    selectBegunJobs(deps.db, now),
    selectOpenIncidents(deps.db),
    selectSettings(deps.db),
    selectNewestCredibleAudit(deps.db),
  ])
  if (doubtClock(now, newestAudit[0]?.at ?? null) !== null) return
  const settings = settingsFrom(settingRows)
  const isBridgeDown = incidents.some(({ kind }) => kind === 'bridge_unreachable')
  const unreachable = new Set(
    incidents.filter(({ kind }) => kind === 'plug_unreachable').map(({ printerId }) => printerId),
  )
  for (const job of jobs) {
    if (job.status === 'requested') {
      await pass(deps, job, 'expired', ['requested'])
      continue
    }
    const { noShowMinutes } = effectivePolicy(settings, job.policy, job.role)
    const isReachable = job.plugId === null || (!isBridgeDown && !unreachable.has(job.printerId))
    if (isNoShow(job, { noShowMinutes, isReachable }, now)) {
      await pass(deps, job, 'missed', ['scheduled', 'running'])
    }
  }
}

/** What may wait until the plugs are served: the waiting list, reminders, forgetting. */
export const keepPromises = async (deps: Deps): Promise<void> => {
  const newestAudit = await selectNewestCredibleAudit(deps.db)
  if (doubtClock(deps.now(), newestAudit[0]?.at ?? null) !== null) return
  await serveWaitingList(deps)
  await remindOfExpiry(deps)
  await deleteKeysBefore(deps.db, deps.now() - ONCE_MS)
}
