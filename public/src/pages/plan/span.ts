import { Temporal } from 'temporal-polyfill'
import type { OpeningHours, Weekday } from '../../../../worker/domain/policy.ts'
import type { Window } from '../../booking/draft.ts'

export const views = ['day', 'week', 'month', 'list'] as const
export type View = (typeof views)[number]

/** A line in the plan (epoch ms); `major` ones begin a day, or in the day's own view an hour. */
export type Tick = { at: number; major: boolean }

/** The stretch of time that a view shows, with its lines and the step that drags keep to (ms). */
export type Span = Window & { view: View; date: string; ticks: Tick[]; snapMs: number }

const minuteMs = 60_000
const stepOf = { day: 15 * minuteMs, list: 15 * minuteMs, week: 60 * minuteMs, month: 24 * 60 * minuteMs }
const hoursBetween = { day: 1, list: 1, week: 6, month: 24 }

const firstDayOf = (date: Temporal.PlainDate, view: View) => {
  if (view === 'week') return date.subtract({ days: date.dayOfWeek - 1 })
  return view === 'month' ? date.with({ day: 1 }) : date
}

const lengthOf = (view: View) =>
  view === 'week' ? { days: 7 } : view === 'month' ? { months: 1 } : { days: 1 }

/** The view around a local date. A day of 23 or 25 hours is as long as it is. */
export function spanOf(view: View, date: string, timeZone: string): Span {
  const first = firstDayOf(Temporal.PlainDate.from(date), view)
  const last = first.add(lengthOf(view))
  const endsAt = last.toZonedDateTime(timeZone).epochMilliseconds
  const ticks: Tick[] = []
  for (let day = first; Temporal.PlainDate.compare(day, last) < 0; day = day.add({ days: 1 })) {
    for (let hour = 0; hour < 24; hour += hoursBetween[view]) {
      const at = day.toZonedDateTime({ timeZone, plainTime: { hour } }).epochMilliseconds
      // The hour that a spring night skips falls on the next one.
      if (ticks.at(-1)?.at !== at) ticks.push({ at, major: view === 'day' || hour === 0 })
    }
  }
  return {
    view,
    date: first.toString(),
    startsAt: first.toZonedDateTime(timeZone).epochMilliseconds,
    endsAt,
    ticks,
    snapMs: stepOf[view],
  }
}

/** The date a page of the plan further or back. */
export const turn = (view: View, date: string, pages: 1 | -1): string => {
  const from = firstDayOf(Temporal.PlainDate.from(date), view)
  return (pages === 1 ? from.add(lengthOf(view)) : from.subtract(lengthOf(view))).toString()
}

/** A date as the address bar may hold it; `undefined` if it is none. */
export function readDate(text: string | null): string | undefined {
  try {
    return text === null ? undefined : Temporal.PlainDate.from(text).toString()
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** The instant at or before `at` on the step of a span, counted from its beginning. */
export const snap = (span: Span, at: number): number =>
  span.startsAt + Math.round((at - span.startsAt) / span.snapMs) * span.snapMs

/** When the workshop is closed within a span, by a printer's opening hours; `null` is always open. */
export function closedHours(hours: OpeningHours | null, span: Window, timeZone: string): Window[] {
  if (hours === null) return []
  const closed: Window[] = []
  let from = span.startsAt
  let day = Temporal.Instant.fromEpochMilliseconds(span.startsAt)
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .subtract({ days: 1 })
  const instant = (date: Temporal.PlainDate, time: string) =>
    (time === '24:00'
      ? date.add({ days: 1 }).toZonedDateTime(timeZone)
      : date.toZonedDateTime({ timeZone, plainTime: time })
    ).epochMilliseconds
  while (day.toZonedDateTime(timeZone).epochMilliseconds < span.endsAt) {
    const open = (hours[`${day.dayOfWeek}` as Weekday] ?? []).toSorted((a, b) => a.from.localeCompare(b.from))
    for (const stretch of open) {
      const opens = instant(day, stretch.from)
      if (opens > from) closed.push({ startsAt: from, endsAt: Math.min(opens, span.endsAt) })
      from = Math.max(from, instant(day, stretch.to))
    }
    day = day.add({ days: 1 })
  }
  if (from < span.endsAt) closed.push({ startsAt: from, endsAt: span.endsAt })
  return closed.filter(({ startsAt, endsAt }) => startsAt < endsAt)
}
