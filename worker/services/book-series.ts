import { refusedBy } from '../db/database.ts'
import { insertSeries } from '../db/job-series.ts'
import { insertJob, type NewJobRow } from '../db/jobs.ts'
import { refuseBeyond } from '../db/limit-guard.ts'
import type { Deps } from '../deps.ts'
import type { UserActor } from '../domain/access.ts'
import { shareLimits } from '../domain/fair-share.ts'
import { isPowerSoon } from '../domain/power-facts.ts'
import { type Repeat, seriesWindows } from '../domain/series.ts'
import { type Booking, bookingRecord, holderOf, newJob, tellOfBooking } from './book.ts'
import { type BookingContext, readBookingContext, readPrinterFacts } from './booking-facts.ts'
import { type Judged, judgeSeries, refuseTaken } from './judge-series.ts'
import { rememberOnce } from './once.ts'
import type { Language } from './present.ts'
import { Refused } from './refusal.ts'
import { refuseGuarded, refuseViolations } from './refuse-booking.ts'

export type SeriesBooking = Booking & { repeat: Repeat & { skipConflicts?: boolean | undefined } }
/** Somebody may take a window between the look and the write: then look again, so often at the most. */
const ATTEMPTS = 3
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
    ...refuseBeyond(deps.db, holder.id, shareLimits(printer.id, facts, windows)),
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
    const judged = judgeSeries(windows, context, taken, skips, deps.now())
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
