import { insertAudit } from '../db/audit-events.ts'
import { selectStaffIds } from '../db/booking-facts.ts'
import { insertJob, type NewJobRow } from '../db/jobs.ts'
import { refuseBeyond } from '../db/limit-guard.ts'
import type { Deps } from '../deps.ts'
import { mayDo, type UserActor } from '../domain/access.ts'
import { approvalReasons, violatedRules } from '../domain/booking-rules.ts'
import { shareLimits } from '../domain/fair-share.ts'
import { isPowerSoon } from '../domain/power-facts.ts'
import type { Window } from '../domain/window.ts'
import { deedOf } from './audit.ts'
import { type BookingContext, readBookingContext } from './booking-facts.ts'
import { rememberOnce } from './once.ts'
import { type JobView, type Language, presentJob } from './present.ts'
import { Refused } from './refusal.ts'
import { refuseGuarded, refuseViolations } from './refuse-booking.ts'
import { tellAbout, tellHolder } from './tell.ts'

export type Booking = Window & {
  printerId: string
  title: string
  note?: string | undefined
  costCentreId?: string | undefined
  userId?: string | undefined
}

/** Who will hold it. Refuses with `forbidden` to book for somebody else without the right to. */
export const holderOf = (actor: UserActor, userId: string | undefined): string => {
  if (userId === undefined || userId === actor.id) return actor.id
  if (!mayDo(actor, 'job.book_for_others')) throw new Refused('forbidden')
  return userId
}

/** The row of a new job. Who may approve needs no approval. */
export const newJob = (
  deps: Deps,
  actor: UserActor,
  { facts, holder, printer }: BookingContext,
  booking: Booking,
): NewJobRow => {
  const reasons = mayDo(actor, 'job.decide') ? [] : approvalReasons(booking, facts.policy, facts.timeZone)
  return {
    id: deps.newId(),
    printerId: printer.id,
    userId: holder.id,
    title: booking.title,
    note: booking.note ?? null,
    startsAt: booking.startsAt,
    endsAt: booking.endsAt,
    bufferMs: facts.policy.bufferMinutes * 60_000,
    status: reasons.length > 0 ? 'requested' : 'scheduled',
    attention: reasons.length > 0 ? 'not_approved' : null,
    approvalReasons: reasons.length > 0 ? reasons : null,
    version: 1,
    costCentreId: booking.costCentreId ?? null,
    createdAt: deps.now(),
    createdBy: actor.id,
  }
}

/** The record of a booking. */
export const bookingRecord = (deps: Deps, actor: UserActor, job: NewJobRow) => {
  const { printerId, userId, title, startsAt, endsAt, status, seriesId } = job
  const fields = { printerId, userId, title, startsAt, endsAt, status, ...(seriesId ? { seriesId } : {}) }
  const changes = Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key, [null, value] as [unknown, unknown]]),
  )
  return insertAudit(
    deps.db,
    deedOf(actor, { at: deps.now(), action: 'job.book', entityId: job.id, changes }),
  )
}

/** Tells the holder that a trainer booked for them, and trainers that something waits for them. */
export const tellOfBooking = async (
  deps: Deps,
  actor: UserActor,
  job: NewJobRow,
  { holder }: BookingContext,
) => [
  ...(await tellHolder(deps, actor, job, 'job_booked')),
  ...(job.status === 'requested'
    ? await tellAbout(deps, await selectStaffIds(deps.db), job, 'job_requested', holder.displayName)
    : []),
]

/**
 * Books a slot. Refuses with `not_found`, `booking_rules` (all of them), `slot_taken` with the
 * conflicts and alternatives; who comes first is decided by the database. What needs an approval is
 * `requested` and holds its slot meanwhile.
 */
export const bookJob = async (
  deps: Deps,
  actor: UserActor,
  language: Language,
  booking: Booking,
): Promise<JobView> => {
  const userId = holderOf(actor, booking.userId)
  const { printerId, startsAt, endsAt } = booking
  const range = { startsAt, endsAt }
  const context = await readBookingContext(deps, actor, language, { printerId, userId, range })
  const { facts } = context
  refuseViolations(printerId, violatedRules(range, facts, deps.now()))

  const job = newJob(deps, actor, context, booking)
  const limits = shareLimits(printerId, facts, [range])
  const told = await tellOfBooking(deps, actor, job, context)
  const write = deps.db.batch([
    insertJob(deps.db, job).returning(),
    ...rememberOnce(deps, actor, job.id),
    bookingRecord(deps, actor, job),
    ...told,
    ...refuseBeyond(deps.db, userId, limits),
  ])
  const [[booked]] = await write.catch((error: unknown) => refuseGuarded(deps, error, context, range))
  if (!booked) throw new Error('a booking was stored, and is not there')
  deps.board.forget()
  if (isPowerSoon(startsAt, deps.now())) deps.nudgePower()
  return presentJob({ ...booked, displayName: context.holder.displayName }, context.viewer)
}
