import { selectJobsIn } from '../db/closures.ts'
import { refusedBy } from '../db/database.ts'
import { insertSeries } from '../db/job-series.ts'
import { insertJob, type NewJobRow } from '../db/jobs.ts'
import { refuseBeyond } from '../db/limit-guard.ts'
import type { Deps } from '../deps.ts'
import type { UserActor } from '../domain/access.ts'
import { type Violation, violatedRules } from '../domain/booking-rules.ts'
import { type OwnJob, shareLimits } from '../domain/fair-share.ts'
import { weeksOf } from '../domain/local-time.ts'
import { isPowerSoon } from '../domain/power-facts.ts'
import { type Repeat, seriesWindows } from '../domain/series.ts'
import { overlaps, type Window } from '../domain/window.ts'
import { type Booking, bookingRecord, holderOf, newJob, tellOfBooking } from './book.ts'
import { type BookingContext, readBookingContext, readPrinterFacts } from './booking-facts.ts'
import { rememberOnce } from './once.ts'
import { type Language, presentJob } from './present.ts'
import { Refused } from './refusal.ts'
import { presentSlot, refuseGuarded, refuseViolations } from './refuse-booking.ts'

export type SeriesBooking = Booking & { repeat: Repeat & { skipConflicts?: boolean | undefined } }
/** Somebody may take a window between the look and the write: then look again, so often at the most. */
const ATTEMPTS = 3
const CLOSED = new Set<string>(['closed', 'slot_taken'])

type Judged = { windows: Window[]; skipped: { window: Window; code: string }[]; violations: Violation[] }

/** Judges window by window, each with the ones before it as jobs of the same person. */
const judge = (
  windows: Window[],
  context: BookingContext,
  taken: Window[],
  skips: boolean,
  now: number,
): Judged => {
  const { facts } = context
  const ownJobs: OwnJob[] = [...facts.ownJobs]
  const judged: Judged = { windows: [], skipped: [], violations: [] }
  for (const [index, window] of windows.entries()) {
    const violations = violatedRules(window, { ...facts, ownJobs }, now)
    const buffered = { ...window, endsAt: window.endsAt + facts.policy.bufferMinutes * 60_000 }
    const isTaken = taken.some((other) => overlaps(other, buffered))
    const codes = [...violations.map(({ code }) => code), ...(isTaken ? ['slot_taken'] : [])]
    const [first] = codes
    if (skips && first !== undefined && codes.every((code) => CLOSED.has(code))) {
      judged.skipped.push({ window, code: first })
      continue
    }
    judged.violations.push(...violations.map((one) => ({ ...one, path: `repeat.${index}.${one.path}` })))
    judged.windows.push(window)
    ownJobs.push({ ...window, printerId: facts.printerId, status: 'scheduled' })
  }
  return judged
}

/** Every job that is in the way, and an equal printer where the whole series would be accepted. */
const refuseTaken = async (
  deps: Deps,
  context: BookingContext,
  windows: Window[],
  range: Window,
): Promise<never> => {
  const { printer, holder, viewer } = context
  const [conflicts, found] = await Promise.all([
    selectJobsIn(deps.db, { printerId: printer.id, windows }, 200),
    readPrinterFacts(deps, holder.id, range),
  ])
  const elsewhere = found.printers.filter((other) => {
    if (other.id === printer.id || other.kind !== printer.kind || other.model !== printer.model) return false
    const facts = found.factsOf(other)
    const { violations } = judge(windows, { ...context, facts }, facts.taken, false, deps.now())
    return (
      violations.length === 0 && !windows.some((window) => facts.taken.some((it) => overlaps(it, window)))
    )
  })
  const [first] = windows
  throw new Refused('slot_taken', {
    printerId: printer.id,
    extra: {
      conflicts: conflicts.map((job) => presentJob(job, viewer)),
      alternatives: first
        ? elsewhere.slice(0, 3).map(({ id }) => presentSlot({ printerId: id, ...first }))
        : [],
    },
  })
}

const store = async (
  deps: Deps,
  actor: UserActor,
  context: BookingContext,
  { repeat, ...booking }: SeriesBooking,
  { windows, skipped }: Judged,
): Promise<string> => {
  const { facts, holder, printer } = context
  const seriesId = deps.newId()
  const jobs: NewJobRow[] = windows.map((window) => ({
    ...newJob(deps, actor, context, { ...booking, ...window }),
    seriesId,
  }))
  const [first] = jobs
  if (!first)
    throw new Refused('slot_taken', { printerId: printer.id, extra: { conflicts: [], alternatives: [] } })
  const weeks = new Map(
    windows.flatMap((window) => weeksOf(window, facts.timeZone)).map((week) => [week.startsAt, week]),
  )
  await deps.db.batch([
    insertSeries(deps.db, {
      id: seriesId,
      userId: holder.id,
      printerId: printer.id,
      every: repeat.every,
      startsAt: booking.startsAt,
      jobs: windows.length + skipped.length,
      skipped: skipped.map(({ window, code }) => ({ ...window, code })),
      createdAt: deps.now(),
      createdBy: actor.id,
    }),
    ...rememberOnce(deps, actor, first.id),
    ...jobs.flatMap((job) => [insertJob(deps.db, job), bookingRecord(deps, actor, job)]),
    ...(await tellOfBooking(deps, actor, first, context)),
    refuseBeyond(deps.db, holder.id, shareLimits(printer.id, facts, [...weeks.values()])),
  ])
  return first.id
}

/**
 * Books a series, all or none; with `skipConflicts` without what is taken or closed, and says what
 * was left out. Refuses with `booking_rules` (of all windows) and `slot_taken` (all conflicts).
 * Answers the id of the first job.
 */
export const bookSeries = async (
  deps: Deps,
  actor: UserActor,
  language: Language,
  booking: SeriesBooking,
): Promise<string> => {
  const userId = holderOf(actor, booking.userId)
  const { printerId, repeat } = booking
  const windows = seriesWindows(booking, repeat, deps.config.timeZone)
  const range = { startsAt: booking.startsAt, endsAt: windows.at(-1)?.endsAt ?? booking.endsAt }
  const context = await readBookingContext(deps, actor, language, { printerId, userId, range })
  for (let attempt = 1; ; attempt++) {
    const skips = repeat.skipConflicts === true
    const found = skips ? await readPrinterFacts(deps, userId, range) : undefined
    const taken = found?.factsOf(context.printer).taken ?? []
    const judged = judge(windows, context, taken, skips, deps.now())
    refuseViolations(printerId, judged.violations)
    try {
      const firstId = await store(deps, actor, context, booking, judged)
      deps.board.forget()
      if (isPowerSoon(booking.startsAt, deps.now())) deps.nudgePower()
      return firstId
    } catch (error) {
      if (refusedBy(error) !== 'slot_taken') return refuseGuarded(deps, error, context, range)
      if (!skips) return refuseTaken(deps, context, windows, range)
      if (attempt >= ATTEMPTS)
        throw new Refused('slot_taken', { printerId, extra: { conflicts: [], alternatives: [] } })
    }
  }
}
