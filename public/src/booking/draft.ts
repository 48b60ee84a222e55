import { instantOf, type LocalTime } from './local-time.ts'

const minuteMs = 60_000
/** Starts and lengths are multiples of this; a printer's own grid is never finer. */
export const gridMinutes = 5

/** Shortest and longest reservation the dialog offers; the server has the last word. */
export const minMinutes = 15
export const maxMinutes = 72 * 60

/** What the dialog's fields hold. `minutes` is `custom` while the hours field counts. */
export type Draft = {
  when: 'now' | 'later'
  start: LocalTime
  length: 'custom' | 'until_next' | number
  customHours: number | string
  title: string
  note: string
  /** Whom it is for; empty: for oneself. */
  userId: string
  costCentreId: string
  repeat: (typeof repeats)[number]
  count: number | string
  /** Of a series, leave out what is taken. */
  skipConflicts: boolean
}

export const repeats = ['never', 'day', 'week'] as const

export type Window = { startsAt: number; endsAt: number }
export type DraftProblem = { field: 'start' | 'length'; code: 'missingTime' | 'inPast' | 'badDuration' }

/** When the drafted reservation starts (epoch ms); `undefined` while day or time are missing. */
export const startOf = (draft: Draft, now: number, timeZone: string): number | undefined =>
  draft.when === 'now' ? now : instantOf(draft.start, timeZone)

function minutesOf(draft: Draft): number | undefined {
  if (draft.length === 'until_next') return undefined
  const minutes =
    draft.length === 'custom'
      ? Math.round((Number(draft.customHours) * 60) / gridMinutes) * gridMinutes
      : draft.length
  return minutes >= minMinutes && minutes <= maxMinutes ? minutes : undefined
}

/**
 * The window (epoch ms) that a draft asks for. A reservation for now keeps this very moment as its start,
 * so that the power comes at once.
 */
export function windowOf(
  draft: Draft,
  { now, timeZone, nextStart }: { now: number; timeZone: string; nextStart: number | undefined },
): Window | DraftProblem {
  const startsAt = startOf(draft, now, timeZone)
  if (startsAt === undefined) return { field: 'start', code: 'missingTime' }
  if (startsAt < now - minuteMs) return { field: 'start', code: 'inPast' }
  if (draft.length === 'until_next' && nextStart !== undefined) return { startsAt, endsAt: nextStart }
  const minutes = minutesOf(draft)
  if (minutes === undefined) return { field: 'length', code: 'badDuration' }
  return { startsAt, endsAt: startsAt + minutes * minuteMs }
}

export const isWindow = (result: Window | DraftProblem): result is Window => 'startsAt' in result

/** Half-open: a reservation that ends when another starts does not touch it. */
export const overlaps = (a: Window, b: Window): boolean => a.startsAt < b.endsAt && b.startsAt < a.endsAt

/** The earliest instant at or after `from` from which `lengthMs` are free. */
export function firstGap(taken: Window[], from: number, lengthMs: number): number {
  const inOrder = [...taken].sort((a, b) => a.startsAt - b.startsAt)
  let start = from
  for (const window of inOrder) {
    if (window.endsAt <= start) continue
    if (window.startsAt - start >= lengthMs) return start
    start = window.endsAt
  }
  return start
}

const presets = [30, 60, 120, 240, 480] as const

/** Durations in minutes worth a button: those that end before the next reservation, and the gap itself. */
export function lengthChoices(freeMs: number | undefined): { minutes: number[]; untilNext: boolean } {
  if (freeMs === undefined) return { minutes: [...presets], untilNext: false }
  const freeMinutes = Math.floor(freeMs / minuteMs)
  return {
    minutes: presets.filter((minutes) => minutes <= freeMinutes),
    untilNext:
      freeMinutes >= minMinutes && freeMinutes <= 720 && !presets.some((minutes) => minutes === freeMinutes),
  }
}
