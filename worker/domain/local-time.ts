import { Temporal } from 'temporal-polyfill'
import type { OpeningHours, Weekday } from './policy.ts'
import type { Window } from './window.ts'

const MINUTE_MS = 60_000

/** The wall clock of the workshop at an instant. */
const local = (at: number, timeZone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone)

/** `2026-11-23`: the local date of an instant. */
export const localDate = (at: number, timeZone: string): string =>
  local(at, timeZone).toPlainDate().toString()

/**
 * The same wall-clock time some days later, whatever the clocks do in between. A time that a
 * spring night skips becomes the one an hour later; of one that comes twice, the first is taken.
 */
export const addDays = (at: number, days: number, timeZone: string): number =>
  local(at, timeZone).add({ days }).epochMilliseconds

/** How much later, in milliseconds, the wall clock shows at `b` than at `a`, whatever the clocks do in between. */
export const wallClockBetween = (a: number, b: number, timeZone: string): number =>
  local(a, timeZone).toPlainDateTime().until(local(b, timeZone).toPlainDateTime()).total('milliseconds')

/** The instant at which the wall clock shows so much later; skipped and repeated hours as in `addDays`. */
export const addWallClock = (at: number, ms: number, timeZone: string): number =>
  ms === 0
    ? at
    : local(at, timeZone).toPlainDateTime().add({ milliseconds: ms }).toZonedDateTime(timeZone)
        .epochMilliseconds

/** The instant of a wall-clock time on a local date; `24:00` is the start of the next day. */
export const instantOf = (date: string, time: string, timeZone: string): number => {
  const day = Temporal.PlainDate.from(date)
  return time === '24:00'
    ? day.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds
    : day.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) }).epochMilliseconds
}

/** The first moment of the local day of an instant. */
export const startOfDay = (at: number, timeZone: string): number =>
  local(at, timeZone).startOfDay().epochMilliseconds

/** The last instant, `at` itself included, at which the wall clock showed this time of day, `HH:MM`. */
export const lastTimeOf = (time: string, at: number, timeZone: string): number => {
  const today = instantOf(localDate(at, timeZone), time, timeZone)
  return today <= at ? today : addDays(today, -1, timeZone)
}

/** The wall-clock time of an instant, `HH:MM`. */
export const localTime = (at: number, timeZone: string): string =>
  local(at, timeZone).toPlainTime().toString({ smallestUnit: 'minute' })

/** The hour of the wall clock, 0–23. */
export const localHourOf = (at: number, timeZone: string): number => local(at, timeZone).hour

/** The local week of an instant, from Monday to Monday: 167, 168 or 169 hours. */
export const weekOf = (at: number, timeZone: string): Window => {
  const midnight = local(at, timeZone).startOfDay()
  const monday = midnight.subtract({ days: midnight.dayOfWeek - 1 }).startOfDay()
  return { startsAt: monday.epochMilliseconds, endsAt: monday.add({ days: 7 }).epochMilliseconds }
}

/** All local weeks that a window touches, in order. */
export const weeksOf = ({ startsAt, endsAt }: Window, timeZone: string): Window[] => {
  const weeks: Window[] = []
  for (let week = weekOf(startsAt, timeZone); week.startsAt < endsAt; week = weekOf(week.endsAt, timeZone))
    weeks.push(week)
  return weeks
}

/** The same of several windows, each week once. */
export const weeksOfAll = (windows: Window[], timeZone: string): Window[] => {
  const weeks = windows.flatMap((window) => weeksOf(window, timeZone))
  return [...new Map(weeks.map((week) => [week.startsAt, week])).values()]
}

/** A window that ends at midnight is not overnight. */
export const isOvernight = ({ startsAt, endsAt }: Window, timeZone: string): boolean =>
  localDate(startsAt, timeZone) !== localDate(endsAt - 1, timeZone)

/** Minutes of the wall clock since local midnight, with fractions. */
const minuteOfDay = (at: Temporal.ZonedDateTime): number =>
  at.hour * 60 + at.minute + (at.second * 1000 + at.millisecond) / MINUTE_MS

/** Is the instant a multiple of `slotMinutes` after local midnight, by the wall clock? */
export const isOnGrid = (at: number, slotMinutes: number, timeZone: string): boolean =>
  minuteOfDay(local(at, timeZone)) % slotMinutes === 0

/** The first instant of the grid at or after `at`. Offsets of zones are whole quarters of an hour. */
export const nextOnGrid = (at: number, slotMinutes: number, timeZone: string): number => {
  const beside = minuteOfDay(local(at, timeZone)) % slotMinutes
  if (beside === 0) return at
  const next = at + Math.round((slotMinutes - beside) * MINUTE_MS)
  // A change of the clocks may lie between: go on from there.
  return isOnGrid(next, slotMinutes, timeZone) ? next : nextOnGrid(next, slotMinutes, timeZone)
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
const hoursOn = (hours: OpeningHours, day: Temporal.ZonedDateTime) =>
  hours[`${day.dayOfWeek}` as Weekday] ?? []

/** May a job start here? The hour of closing is closed already. */
export const isOpenForStart = (hours: OpeningHours | null, at: number, timeZone: string): boolean => {
  if (hours === null) return true
  const here = local(at, timeZone)
  const minute = minuteOfDay(here)
  return hoursOn(hours, here).some(({ from, to }) => minutesOf(from) <= minute && minute < minutesOf(to))
}

/** May a job end here? The hour of opening is too early, the hour of closing is not too late. */
export const isOpenForEnd = (hours: OpeningHours | null, at: number, timeZone: string): boolean => {
  if (hours === null) return true
  const here = local(at, timeZone)
  const minute = minuteOfDay(here)
  if (minute === 0) return hoursOn(hours, here.subtract({ days: 1 })).some(({ to }) => to === '24:00')
  return hoursOn(hours, here).some(({ from, to }) => minutesOf(from) < minute && minute <= minutesOf(to))
}

/** The next opening after an instant, within a week; `undefined` where it never opens. */
export const nextOpening = (hours: OpeningHours, at: number, timeZone: string): number | undefined => {
  for (let day = 0; day <= 7; day++) {
    const date = local(at, timeZone).add({ days: day })
    const openings = hoursOn(hours, date)
      .map(({ from }) => instantOf(date.toPlainDate().toString(), from, timeZone))
      .filter((opening) => opening > at)
    if (openings.length > 0) return Math.min(...openings)
  }
  return undefined
}

/** The same wall-clock time some months later; the 31st becomes the last day of a shorter month. */
export const addMonths = (at: number, months: number, timeZone: string): number =>
  local(at, timeZone).add({ months }).epochMilliseconds
