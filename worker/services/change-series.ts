import { insertAuditIfChanged } from '../db/audit-events.ts'
import { refusedBy } from '../db/database.ts'
import { type JobWithPerson, updateJob } from '../db/jobs.ts'
import { refuseBeyond } from '../db/limit-guard.ts'
import { refuseChanged } from '../db/stale-guard.ts'
import type { Deps } from '../deps.ts'
import type { UserActor } from '../domain/access.ts'
import type { Violation } from '../domain/booking-rules.ts'
import { shareLimits } from '../domain/fair-share.ts'
import { deedOf } from './audit.ts'
import { type BookingContext, readBookingContext } from './booking-facts.ts'
import { type JobPatch, judgeTime, tellOfRequest } from './change-job.ts'
import { changesOf, type JobChange, requireJob, requireRight } from './job-step.ts'
import { type BookedView, readBooked } from './jobs.ts'
import { refuseTaken } from './judge-series.ts'
import { rememberOnce } from './once.ts'
import type { Language } from './present.ts'
import { Refused } from './refusal.ts'
import { refuseGuarded, refuseViolations } from './refuse-booking.ts'
import {
  fieldsOf,
  inOrder,
  type Member,
  MOVABLE,
  membersOf,
  planMembers,
  rangeOf,
  type SeriesScope,
} from './series-members.ts'
import { tellHolder } from './tell.ts'

/** Somebody may change one of them between the look and the write: then look again, so often at the most. */
const ATTEMPTS = 3

type Planned = Member & { change: JobChange; context: BookingContext }

/** Each with the others where they are to be. Refuses with all rules that any of them breaks. */
const judgeMembers = (
  deps: Deps,
  actor: UserActor,
  anchor: JobWithPerson,
  members: Member[],
  contexts: Map<string, BookingContext>,
  fields: JobChange,
): Planned[] => {
  const violations: Violation[] = []
  const planned = members.flatMap((member, index): Planned[] => {
    const { job, was, window, printerId, moves } = member
    const context = contexts.get(printerId)
    if (!context) return []
    if (!moves) return [{ ...member, context, change: fields }]
    const others = members
      .filter((other) => other !== member)
      .map((other) => ({ ...other.window, printerId: other.printerId, status: other.job.status }))
    const facts = { ...context.facts, ownJobs: [...context.facts.ownJobs, ...others] }
    const isElsewhere = printerId !== job.printerId
    const judged = judgeTime(deps, actor, job.status, { window, was, isElsewhere }, { ...context, facts })
    const path = (field: string) => (job.id === anchor.id ? field : `series.${index}.${field}`)
    violations.push(...judged.violations.map((one) => ({ ...one, path: path(one.path) })))
    return [{ ...member, context, change: { ...fields, ...judged.change } }]
  })
  refuseViolations(anchor.printerId, violations)
  return planned
}

/** Guards of fair share for what moves: as many hours as there were, or as are allowed. */
const limitGuards = (deps: Deps, planned: Planned[], contexts: Map<string, BookingContext>) => {
  const moving = planned.filter(({ moves }) => moves)
  const windows = moving.map(({ window }) => window)
  const before = moving.map(({ job, was }) => ({ ...was, printerId: job.printerId, status: job.status }))
  return moving.length === 0
    ? []
    : [...contexts].flatMap(([printerId, { facts, holder }]) => {
        const ownJobs = [...facts.ownJobs, ...before]
        // They are among the jobs already: an empty window adds nothing to what was booked.
        const none = { startsAt: 0, endsAt: 0 }
        return refuseBeyond(deps.db, holder.id, shareLimits(printerId, { ...facts, ownJobs }, windows, none))
      })
}

const store = async (
  deps: Deps,
  actor: UserActor,
  anchor: JobWithPerson,
  planned: Planned[],
  contexts: Map<string, BookingContext>,
  reason: string | undefined,
): Promise<void> => {
  const at = deps.now()
  const named = planned.find(({ job }) => job.id === anchor.id)
  const told = { ...anchor, ...named?.change }
  const request = planned.find(
    ({ job, change }) => change.status === 'requested' && job.status !== 'requested',
  )
  await deps.db.batch([
    refuseChanged(
      deps.db,
      planned.map(({ job }) => job),
      MOVABLE,
    ),
    ...inOrder(planned).flatMap(({ job, change, moves }) => [
      updateJob(deps.db, job.id, MOVABLE, change, job.version),
      insertAuditIfChanged(
        deps.db,
        deedOf(actor, {
          at,
          action: moves ? 'job.move' : 'job.change',
          entityId: job.id,
          changes: changesOf(job, change, reason),
        }),
      ),
    ]),
    ...rememberOnce(deps, actor, anchor.id),
    ...(await tellHolder(deps, actor, told, 'job_changed', reason)),
    ...(request ? await tellOfRequest(deps, request.job, request.change) : []),
    ...limitGuards(deps, planned, contexts),
  ])
}

/**
 * Changes a job that the caller has seen in this version and, as far as `scope` says, the rest of its series
 * alike: all or none. Times move by the wall clock. Refuses like `changeJob`; what has begun stays.
 */
export const changeSeries = async (
  deps: Deps,
  actor: UserActor,
  language: Language,
  id: string,
  version: number,
  { scope, reason, ...patch }: JobPatch & { scope: Exclude<SeriesScope, 'one'> },
): Promise<BookedView> => {
  for (let attempt = 1; ; attempt++) {
    const anchor = await requireJob(deps, id)
    requireRight(actor, anchor, reason)
    if (anchor.version !== version) throw new Refused('stale', { extra: { version: anchor.version } })
    const jobs = await membersOf(deps, anchor, scope)
    if (!jobs.some((job) => job.id === id)) {
      throw new Refused('invalid_state', { extra: { jobStatus: anchor.status } })
    }
    const members = planMembers(jobs, anchor, patch, deps.config.timeZone)
    const range = rangeOf(members)
    const except = jobs.map((job) => job.id)
    const contexts = new Map<string, BookingContext>()
    for (const printerId of new Set(members.map((member) => member.printerId))) {
      const wish = { printerId, userId: anchor.userId, range, except }
      contexts.set(printerId, await readBookingContext(deps, actor, language, wish))
    }
    const planned = judgeMembers(deps, actor, anchor, members, contexts, fieldsOf(anchor, patch))
    try {
      await store(deps, actor, anchor, planned, contexts, reason)
    } catch (error) {
      const guard = refusedBy(error)
      if (guard === 'stale' && attempt < ATTEMPTS) continue
      if (guard === 'stale') throw new Refused('stale', { extra: { version: anchor.version } })
      const context = planned.find(({ job }) => job.id === id)?.context
      if (!context) throw error
      if (guard !== 'slot_taken') return refuseGuarded(deps, error, context, range)
      const windows = planned.map(({ window }) => window).sort((a, b) => a.startsAt - b.startsAt)
      return refuseTaken(deps, context, windows, range, except)
    }
    deps.board.forget()
    deps.nudgePower()
    return readBooked(deps, actor, language, id)
  }
}
