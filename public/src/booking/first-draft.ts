import { type Draft, firstGap, gridMinutes, lengthChoices, type Window } from './draft.ts'
import { localTimeAt } from './local-time.ts'
import type { BookingWish } from './wish.ts'

const quarterMs = 15 * 60_000
const gridMs = gridMinutes * 60_000

/** The next quarter of an hour at or after an instant: what people say when they say "later". */
const nextQuarter = (at: number) => Math.ceil(at / quarterMs) * quarterMs

const hourMs = 60 * 60_000
/** Who wants to print sooner than this means now. */
const soonestMs = 10 * 60_000

/** When "later" starts: as wished, else in the first gap of an hour, at a quarter unless it follows another job. */
function laterStart(wish: BookingWish, taken: Window[], now: number): number {
  if (wish.startsAt !== undefined) return wish.startsAt
  const gap = firstGap(taken, nextQuarter(now + soonestMs), hourMs)
  // It may follow a reservation that ends beside the grid.
  return Math.ceil(gap / gridMs) * gridMs
}

/** An hour if it fits before the next reservation, else what fits. */
function firstLength(freeMs: number | undefined): Draft['length'] {
  const { minutes, untilNext } = lengthChoices(freeMs)
  if (minutes.includes(60)) return 60
  return untilNext ? 'until_next' : (minutes[0] ?? 60)
}

/** What the dialog's fields hold when it opens; `taken` are the printer's live reservations. */
export function firstDraft(wish: BookingWish, taken: Window[], now: number, timeZone: string): Draft {
  const start = wish.when === 'now' ? now : laterStart(wish, taken, now)
  const next = taken.map(({ startsAt }) => startsAt).filter((startsAt) => startsAt > start)
  const freeMs = next.length > 0 ? Math.min(...next) - start : undefined
  return {
    when: wish.when,
    start: localTimeAt(laterStart(wish, taken, now), timeZone),
    length: wish.minutes ?? firstLength(freeMs),
    customHours: 3,
    title: '',
    note: '',
    userId: '',
    costCentreId: '',
    repeat: 'never',
    count: 4,
    skipConflicts: true,
  }
}
