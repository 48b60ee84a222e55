import { type BookingFacts, START_GRACE_MS, violatedRules } from './booking-rules.ts'
import { addDays, isOpenForEnd, isOpenForStart, nextOnGrid, nextOpening, weekOf } from './local-time.ts'
import { overlaps, type Window } from './window.ts'

const MINUTE_MS = 60_000
/** Each step passes an obstacle; a search that has met this many gives up. */
const MAX_STEPS = 2_000

/** What a search for a free slot on one printer knows; `taken` includes the buffers of the jobs. */
export type PrinterFacts = BookingFacts & { taken: Window[] }
export type Slot = Window & { printerId: string }

/** Where the search goes on, given a slot that is not free; `undefined` where it is free. */
const obstacleEnd = (slot: Window, facts: PrinterFacts): number | undefined => {
  const withBuffer = { ...slot, endsAt: slot.endsAt + facts.policy.bufferMinutes * MINUTE_MS }
  const ends = [
    ...facts.taken.filter((window) => overlaps(window, withBuffer)),
    ...facts.closures.filter((window) => overlaps(window, slot)),
  ].map(({ endsAt }) => endsAt)
  return ends.length > 0 ? Math.max(...ends) : undefined
}

/** The next start at which opening hours allow start and end; `startsAt` itself where they do. */
const withinHours = (startsAt: number, durationMs: number, facts: PrinterFacts): number | undefined => {
  const { policy, timeZone } = facts
  const hours = policy.openingHours
  if (hours === null) return startsAt
  if (!isOpenForStart(hours, startsAt, timeZone)) return nextOpening(hours, startsAt, timeZone)
  const endsAt = startsAt + durationMs
  if (isOpenForEnd(hours, endsAt, timeZone)) return startsAt
  const opening = nextOpening(hours, endsAt - 1, timeZone)
  // To end within the next opening it must end at least one step of the grid after it began.
  return opening === undefined ? undefined : opening + policy.slotMinutes * MINUTE_MS - durationMs
}

/**
 * The first slot of this length at or after `from` that would be accepted as a booking now, with a
 * start no later than `until`; `undefined` where there is none. A slot that starts at once may lie
 * beside the grid.
 */
export const firstFree = (
  facts: PrinterFacts,
  durationMs: number,
  from: number,
  until: number,
  now: number,
): Slot | undefined => {
  const { policy, timeZone, printerId } = facts
  const onGrid = (at: number) =>
    at <= now + START_GRACE_MS ? at : nextOnGrid(at, policy.slotMinutes, timeZone)
  const latest = Math.min(until, addDays(now, policy.horizonDays + 1, timeZone))
  let startsAt = onGrid(Math.max(from, now))
  for (let step = 0; step < MAX_STEPS && startsAt <= latest; step++) {
    const slot = { startsAt, endsAt: startsAt + durationMs }
    const open = withinHours(startsAt, durationMs, facts)
    if (open === undefined) return undefined
    const next = open > startsAt ? open : obstacleEnd(slot, facts)
    if (next !== undefined) {
      startsAt = onGrid(next)
      continue
    }
    const violations = violatedRules(slot, facts, now)
    if (violations.length === 0) return { printerId, ...slot }
    // A week that is used up leaves the next one; whatever else is wrong stays wrong later.
    const onlyHours = violations.every(({ code }) => code.startsWith('too_many_hours'))
    if (!onlyHours) return undefined
    startsAt = onGrid(weekOf(startsAt, timeZone).endsAt)
  }
  return undefined
}

/** Up to `limit` slots after each other, soonest first; each begins where the one before ended at the earliest. */
export const freeSlots = (
  printers: PrinterFacts[],
  durationMs: number,
  { from, until, now, limit }: { from: number; until: number; now: number; limit: number },
): Slot[] => {
  const slots = printers.flatMap((facts) => {
    const found: Slot[] = []
    for (let at = from; found.length < limit; ) {
      const slot = firstFree(facts, durationMs, at, until, now)
      if (!slot) break
      found.push(slot)
      at = slot.endsAt
    }
    return found
  })
  return slots.sort((a, b) => a.startsAt - b.startsAt).slice(0, limit)
}

/**
 * Up to three slots instead of one that is taken: the same printer later, and equal printers,
 * soonest first.
 */
export const alternatives = (
  wanted: Window,
  same: PrinterFacts,
  equals: PrinterFacts[],
  { horizonMs, now }: { horizonMs: number; now: number },
): Slot[] => {
  const durationMs = wanted.endsAt - wanted.startsAt
  const find = (facts: PrinterFacts) =>
    firstFree(facts, durationMs, wanted.startsAt, wanted.startsAt + horizonMs, now)
  const later = find(same)
  const elsewhere = equals.flatMap((facts) => find(facts) ?? []).sort((a, b) => a.startsAt - b.startsAt)
  return [...(later ? [later] : []), ...elsewhere].slice(0, 3).sort((a, b) => a.startsAt - b.startsAt)
}
