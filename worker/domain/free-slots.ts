import type { Window } from './window.ts'

/** A printer and the windows in which it is taken, sorted by start. */
export type Occupancy = { printerId: string; taken: Window[] }
export type Slot = Window & { printerId: string }

/** The first start at or after `from` at which `durationMs` fit, or `undefined` before `until`. */
export const firstFree = (
  { printerId, taken }: Occupancy,
  durationMs: number,
  from: number,
  until: number,
): Slot | undefined => {
  let startsAt = from
  for (const window of taken) {
    if (window.endsAt <= startsAt) continue
    if (window.startsAt >= startsAt + durationMs) break
    startsAt = window.endsAt
  }
  return startsAt <= until ? { printerId, startsAt, endsAt: startsAt + durationMs } : undefined
}

/**
 * Up to three slots instead of one that is taken: the same printer later, and equal printers,
 * soonest first.
 */
export const alternatives = (
  wanted: Slot,
  same: Occupancy,
  equals: Occupancy[],
  horizonMs: number,
): Slot[] => {
  const durationMs = wanted.endsAt - wanted.startsAt
  const until = wanted.startsAt + horizonMs
  const later = firstFree(same, durationMs, wanted.startsAt, until)
  const elsewhere = equals.flatMap((printer) => firstFree(printer, durationMs, wanted.startsAt, until) ?? [])
  elsewhere.sort((a, b) => a.startsAt - b.startsAt)
  return [...(later ? [later] : []), ...elsewhere].slice(0, 3).sort((a, b) => a.startsAt - b.startsAt)
}
