import { insertAudit } from '../db/audit-events.ts'
import { refusedBy } from '../db/database.ts'
import { findGuestRequestByCode, type GuestRequest, useGuestRequest } from '../db/guest-requests.ts'
import { insertJob, type NewJobRow, selectJob, selectNextLive } from '../db/jobs.ts'
import type { Deps } from '../deps.ts'
import type { UserActor } from '../domain/access.ts'
import { ADDRESS_WINDOW_MS } from '../domain/lock-out.ts'
import { deedOf } from './audit.ts'
import { type BookingContext, readBookingContext } from './booking-facts.ts'
import { finishJob } from './end-job.ts'
import { GUEST_USER_ID, guestCodeHash } from './guest-requests.ts'
import { requireJob } from './job-step.ts'
import type { KioskActor } from './kiosk-proof.ts'
import { beginAttempt, succeed } from './lock-out.ts'
import { type JobView, type Language, presentJob } from './present.ts'
import { Refused } from './refusal.ts'
import { refuseGuarded, refuseViolations } from './refuse-booking.ts'

const MINUTE_MS = 60_000
/** With less time it is not worth beginning. */
const SHORTEST_MS = 15 * MINUTE_MS

const wrongCode = () => new Refused('invalid_input', { errors: [{ path: 'code', code: 'wrong_guest_code' }] })

/** The request behind a code. Refuses with `invalid_input`, `locked_out` after five wrong ones at this kiosk. */
const requireByCode = async (deps: Deps, actor: KioskActor, code: string): Promise<GuestRequest> => {
  const attempt = await beginAttempt(deps, [{ key: `guest ${actor.id}`, windowMs: ADDRESS_WINDOW_MS }])
  const request = await findGuestRequestByCode(deps.db, await guestCodeHash(deps, code))
  if (!request || (request.codeExpiresAt ?? 0) <= deps.now()) throw wrongCode()
  await deps.db.batch([...succeed(deps, attempt)])
  return request
}

/** From now, as long as was asked for or until the machine is needed otherwise. */
const windowFor = async (deps: Deps, request: GuestRequest, { facts }: BookingContext) => {
  const startsAt = deps.now()
  const wanted = startsAt + request.minutes * MINUTE_MS
  const [next] = await selectNextLive(deps.db, request.printerId, startsAt, '')
  const ends = [
    wanted,
    ...(next ? [next.startsAt - facts.policy.bufferMinutes * MINUTE_MS] : []),
    ...facts.closures.filter((closure) => closure.startsAt > startsAt).map((closure) => closure.startsAt),
  ]
  const endsAt = Math.min(...ends)
  // Too little is left: let the database say what is in the way.
  return { startsAt, endsAt: endsAt - startsAt < SHORTEST_MS ? wanted : endsAt }
}

/**
 * Starts the job that a trainer has approved, on whatever time is free from now: the answer's `endsAt` says
 * how long. The trainer's word stands for quotas and instruction, not for what is taken, closed or broken.
 * Refuses with `invalid_input` for a wrong code, `invalid_state` for a used one, `slot_taken`, `booking_rules`.
 */
export const startGuestJob = async (
  deps: Deps,
  actor: KioskActor,
  language: Language,
  code: string,
): Promise<JobView> => {
  const request = await requireByCode(deps, actor, code)
  const now = deps.now()
  const { printerId } = request
  const range = { startsAt: now, endsAt: now + request.minutes * MINUTE_MS }
  const context = await readBookingContext(deps, actor, language, {
    printerId,
    userId: GUEST_USER_ID,
    range,
  })
  if (context.printer.serviceState !== 'available')
    refuseViolations(printerId, [{ path: 'printerId', code: 'printer_out_of_service' }])
  const window = await windowFor(deps, request, context)
  const job: NewJobRow = {
    ...window,
    id: deps.newId(),
    printerId,
    userId: GUEST_USER_ID,
    title: request.purpose,
    note: request.name,
    bufferMs: context.facts.policy.bufferMinutes * MINUTE_MS,
    status: 'scheduled',
    version: 1,
    createdAt: now,
    createdBy: request.decidedBy ?? GUEST_USER_ID,
    checkedInAt: now,
  }
  const changes = { printerId: [null, printerId], guestRequest: [null, request.id] } as Record<
    string,
    [null, string]
  >
  const [, , , [started]] = await deps.db
    .batch([
      insertJob(deps.db, job),
      useGuestRequest(deps.db, request.id, job.id),
      insertAudit(deps.db, deedOf(actor, { at: now, action: 'job.book', entityId: job.id, changes })),
      selectJob(deps.db, job.id),
    ])
    .catch((error: unknown) => {
      if (refusedBy(error) === 'already_done') throw new Refused('invalid_state')
      return refuseGuarded(deps, error, context, window)
    })
  if (!started) throw new Refused('not_found')
  deps.board.forget()
  deps.nudgePower()
  return presentJob(started, context.viewer)
}

/** The guest is done: the same code ends what it began. Refuses with `invalid_input`, `invalid_state`. */
export const finishGuestJob = async (
  deps: Deps,
  actor: KioskActor,
  language: Language,
  code: string,
): Promise<JobView> => {
  const { jobId } = await requireByCode(deps, actor, code)
  if (jobId === null) throw new Refused('invalid_state')
  const guest: UserActor = {
    kind: 'user',
    id: GUEST_USER_ID,
    role: 'guest',
    sessionId: actor.id,
    kioskId: actor.id,
    via: actor.via,
  }
  const job = await requireJob(deps, jobId)
  return finishJob(deps, guest, language, job.id, {})
}
