import assert from 'node:assert/strict'
import { dayLater, firstOf, HALF_HOUR, laterOnTheWall, mondayBefore, onTheWall } from './model-calendar.ts'
import type { Closure, ModelJob, Person, Printer, Span, Where } from './model-deeds.ts'

/** The rules as they are set in the stories, in half hours. */
const MAX_LENGTH = 12
export const FREE_LENGTH = 6
export const MAX_OPEN = 4
const MAX_WEEK = 28

export const isLive = ({ status }: ModelJob) =>
  status === 'requested' || status === 'scheduled' || status === 'running'
export const touch = (a: Span, b: Span) => a.startsAt < b.endsAt && b.startsAt < a.endsAt
const within = (a: Span, b: Span) => b.startsAt <= a.startsAt && a.endsAt <= b.endsAt
export const length = ({ startsAt, endsAt }: Span) => (endsAt - startsAt) / HALF_HOUR

/** What is so at a time of a story, and what follows from it: lists and loops, no database. */
export const startWorld = (startedAt: number) => {
  let now = startedAt
  const jobs: ModelJob[] = []
  const closures: Closure[] = []

  const spanOf = ({ start, length: halfHours }: { start: number; length: number }): Span => ({
    startsAt: startedAt + start * HALF_HOUR,
    endsAt: startedAt + (start + halfHours) * HALF_HOUR,
  })
  const pick = (which: number): ModelJob | undefined =>
    jobs.length > 0 ? jobs[which % jobs.length] : undefined
  const isFree = (printer: Printer, span: Span, except: ModelJob[] = []) =>
    !jobs.some((job) => !except.includes(job) && job.printer === printer && isLive(job) && touch(job, span))
  const closedFor = (printer: Printer) =>
    closures.filter((one) => one.printer === null || one.printer === printer)
  const isOpen = (printer: Printer, span: Span, was?: Span) =>
    closedFor(printer).every((one) => !touch(one, span) || (was !== undefined && within(span, was)))
  const weekOf = (person: Person, monday: number, except: ModelJob[]) => {
    const week = { startsAt: monday, endsAt: mondayBefore(monday + 8 * 48 * HALF_HOUR) }
    return jobs
      .filter(
        (job) => !except.includes(job) && job.person === person && (isLive(job) || job.status === 'finished'),
      )
      .reduce(
        (sum, job) =>
          sum + Math.max(0, Math.min(job.endsAt, week.endsAt) - Math.max(job.startsAt, week.startsAt)),
        0,
      )
  }
  const hasHours = (person: Person, span: Span, except: ModelJob[] = [], more: Span[] = []) => {
    const mondays = new Set([mondayBefore(span.startsAt), mondayBefore(span.endsAt - HALF_HOUR)])
    return [...mondays].every((monday) => {
      const end = mondayBefore(monday + 8 * 48 * HALF_HOUR)
      const part = (one: Span) => Math.max(0, Math.min(one.endsAt, end) - Math.max(one.startsAt, monday))
      const booked = weekOf(person, monday, except) + more.reduce((sum, one) => sum + part(one), 0)
      return (booked + part(span)) / HALF_HOUR <= MAX_WEEK
    })
  }
  const openJobs = (person: Person) => jobs.filter((job) => job.person === person && isLive(job)).length
  const fits = (span: Span) => length(span) >= 1 && length(span) <= MAX_LENGTH
  const mayBook = (person: Person, printer: Printer, span: Span, before: Span[] = []) =>
    span.startsAt >= now &&
    fits(span) &&
    isOpen(printer, span) &&
    openJobs(person) + before.length < MAX_OPEN &&
    hasHours(person, span, [], before) &&
    isFree(printer, span) &&
    !before.some((one) => touch(one, span))
  const series = ({ count, ...where }: Where & { count: number }): Span[] => {
    const spans = [spanOf(where)]
    while (spans.length < count) {
      const [first] = spans
      assert(first)
      let { startsAt, endsAt } = first
      for (let day = 0; day < spans.length; day++) [startsAt, endsAt] = [dayLater(startsAt), dayLater(endsAt)]
      spans.push({ startsAt: firstOf(startsAt), endsAt: firstOf(endsAt) })
    }
    return spans
  }
  /** How far a job may grow: up to the next one and the next closure. */
  const freeUntil = (job: ModelJob, wanted: number) =>
    Math.min(
      wanted,
      ...jobs
        .filter(
          (one) => one !== job && one.printer === job.printer && isLive(one) && one.startsAt >= job.endsAt,
        )
        .map(({ startsAt }) => startsAt),
      ...closedFor(job.printer)
        .filter(({ startsAt }) => startsAt >= job.endsAt)
        .map(({ startsAt }) => startsAt),
    )
  const mayChange = (job: ModelJob, printer: Printer, span: Span) => {
    const isElsewhere = printer !== job.printer
    const movesStart = span.startsAt !== job.startsAt
    if (!isLive(job) || !fits(span)) return false
    if (job.status === 'running' && (isElsewhere || movesStart)) return false
    if (job.status === 'running' && length(span) > FREE_LENGTH) return false
    if ((movesStart || isElsewhere) && span.startsAt < now) return false
    return (
      isOpen(printer, span, isElsewhere ? undefined : job) &&
      hasHours(job.person, span, [job]) &&
      isFree(printer, span, [job])
    )
  }
  const resized = (job: ModelJob, halfHours: number): Span => ({
    startsAt: job.startsAt,
    endsAt: job.startsAt + halfHours * HALF_HOUR,
  })
  const other = (person: Person): Person => (person === 'anna' ? 'ben' : 'anna')

  /** What a scope names: of a series what its holder still has and has not begun. */
  const membersOf = (job: ModelJob, scope: 'following' | 'all'): ModelJob[] => {
    const isWaiting = ({ status }: ModelJob) => status === 'requested' || status === 'scheduled'
    if (job.series === undefined) return [job].filter(isWaiting)
    return jobs.filter(
      (one) =>
        one.series === job.series &&
        one.person === job.person &&
        isWaiting(one) &&
        one.startsAt > now &&
        (scope === 'all' || one.startsAt >= job.startsAt),
    )
  }
  /** Where the named one is wanted; the others go as far by the wall clock. */
  const wantedOf = (job: ModelJob, { by, longer }: { by: number; longer: number }): Span => ({
    startsAt: laterOnTheWall(job.startsAt, by),
    endsAt: laterOnTheWall(job.endsAt, by + longer),
  })
  const movedTo = (one: ModelJob, job: ModelJob, wanted: Span): Span => {
    if (one === job) return wanted
    const startsAt = laterOnTheWall(one.startsAt, onTheWall(job.startsAt, wanted.startsAt))
    const endsAt = laterOnTheWall(one.endsAt, onTheWall(job.endsAt, wanted.endsAt))
    return { startsAt, endsAt: endsAt > startsAt ? endsAt : startsAt + one.endsAt - one.startsAt }
  }
  const mayMoveAll = (members: ModelJob[], job: ModelJob, wanted: Span): boolean => {
    const spans = members.map((one) => ({ one, span: movedTo(one, job, wanted) }))
    return (
      members.includes(job) &&
      wanted.startsAt < wanted.endsAt &&
      spans.every(({ one, span }) => {
        const isSame = span.startsAt === one.startsAt && span.endsAt === one.endsAt
        const others = spans.filter((other) => other.one !== one)
        return (
          isSame ||
          (fits(span) &&
            (span.startsAt === one.startsAt || span.startsAt >= now) &&
            isOpen(one.printer, span, one) &&
            hasHours(
              one.person,
              span,
              members,
              others.map((other) => other.span),
            ) &&
            isFree(one.printer, span, members) &&
            !others.some((other) => other.one.printer === one.printer && touch(other.span, span)))
        )
      })
    )
  }
  const statusFor = (span: Span) =>
    length(span) > FREE_LENGTH ? ('requested' as const) : ('scheduled' as const)

  return {
    jobs,
    closures,
    now: () => now,
    wait: (halfHours: number) => {
      now += halfHours * HALF_HOUR
    },
    spanOf,
    pick,
    isFree,
    isOpen,
    hasHours,
    openJobs,
    fits,
    mayBook,
    series,
    freeUntil,
    mayChange,
    resized,
    other,
    statusFor,
    membersOf,
    wantedOf,
    movedTo,
    mayMoveAll,
  }
}
export type World = ReturnType<typeof startWorld>
