import assert from 'node:assert/strict'
import { dayLater, firstOf, HALF_HOUR, mondayBefore } from './model-calendar.ts'
import type { Closure, Deed, ModelJob, Person, Printer, Span, Where, Which } from './model-deeds.ts'

/**
 * What reservations should do, as plainly as it can be said: lists and loops, no database. It knows
 * the rules from the issue, not from the code: nothing of the worker is imported.
 */

const MAX_LENGTH = 12
const FREE_LENGTH = 6
const MAX_OPEN = 4
const MAX_WEEK = 28

const isLive = ({ status }: ModelJob) =>
  status === 'requested' || status === 'scheduled' || status === 'running'
const touch = (a: Span, b: Span) => a.startsAt < b.endsAt && b.startsAt < a.endsAt
const within = (a: Span, b: Span) => b.startsAt <= a.startsAt && a.endsAt <= b.endsAt
const length = ({ startsAt, endsAt }: Span) => (endsAt - startsAt) / HALF_HOUR

export const startModel = (startedAt: number) => {
  let now = startedAt
  const jobs: ModelJob[] = []
  const closures: Closure[] = []

  const spanOf = ({ start, length: halfHours }: { start: number; length: number }): Span => ({
    startsAt: startedAt + start * HALF_HOUR,
    endsAt: startedAt + (start + halfHours) * HALF_HOUR,
  })
  const pick = (which: number): ModelJob | undefined =>
    jobs.length > 0 ? jobs[which % jobs.length] : undefined
  const isFree = (printer: Printer, span: Span, except?: ModelJob) =>
    !jobs.some((job) => job !== except && job.printer === printer && isLive(job) && touch(job, span))
  const closedFor = (printer: Printer) =>
    closures.filter((one) => one.printer === null || one.printer === printer)
  const isOpen = (printer: Printer, span: Span, was?: Span) =>
    closedFor(printer).every((one) => !touch(one, span) || (was !== undefined && within(span, was)))
  const weekOf = (person: Person, monday: number, except?: ModelJob) => {
    const week = { startsAt: monday, endsAt: mondayBefore(monday + 8 * 48 * HALF_HOUR) }
    return jobs
      .filter((job) => job !== except && job.person === person && (isLive(job) || job.status === 'finished'))
      .reduce(
        (sum, job) =>
          sum + Math.max(0, Math.min(job.endsAt, week.endsAt) - Math.max(job.startsAt, week.startsAt)),
        0,
      )
  }
  const hasHours = (person: Person, span: Span, except?: ModelJob, more: Span[] = []) => {
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
    hasHours(person, span, undefined, before) &&
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
      hasHours(job.person, span, job) &&
      isFree(printer, span, job)
    )
  }
  const resized = (job: ModelJob, halfHours: number): Span => ({
    startsAt: job.startsAt,
    endsAt: job.startsAt + halfHours * HALF_HOUR,
  })
  const other = (person: Person): Person => (person === 'anna' ? 'ben' : 'anna')

  /** Would this be done? Of what concerns a job, nothing is done while there is none. */
  const judge = (deed: Deed): boolean => {
    switch (deed.do) {
      case 'wait':
        return true
      case 'book':
        return mayBook(deed.person, deed.printer, spanOf(deed))
      case 'repeat':
        return series(deed).every((span, i, all) => mayBook(deed.person, deed.printer, span, all.slice(0, i)))
      case 'close':
        return (
          deed.onConflict !== 'refuse' ||
          !jobs.some(
            (job) => isLive(job) && (deed.printer ?? job.printer) === job.printer && touch(job, spanOf(deed)),
          )
        )
      default:
        return judgeStep(deed)
    }
  }
  const judgeStep = (deed: Extract<Deed, Which>): boolean => {
    const job = pick(deed.which)
    if (!job) return false
    switch (deed.do) {
      case 'move':
        return mayChange(job, deed.printer, spanOf(deed))
      case 'resize':
        return mayChange(job, job.printer, resized(job, deed.length))
      case 'extend': {
        const span = { startsAt: job.startsAt, endsAt: freeUntil(job, job.endsAt + deed.length * HALF_HOUR) }
        const needsApproval = length(span) > FREE_LENGTH && length(job) <= FREE_LENGTH
        const isAllowed = job.status === 'scheduled' || job.status === 'running'
        return (
          isAllowed &&
          span.endsAt > job.endsAt &&
          fits(span) &&
          !needsApproval &&
          isOpen(job.printer, span, job) === true &&
          hasHours(job.person, span, job)
        )
      }
      case 'cancel':
        return job.status === 'requested' || job.status === 'scheduled'
      case 'finish':
        return job.status === 'running'
      case 'startEarly': {
        if (job.status === 'running') return true
        const span = { startsAt: now, endsAt: now + job.endsAt - job.startsAt }
        return (
          job.status === 'scheduled' &&
          isOpen(job.printer, span, job) &&
          hasHours(job.person, span, job) &&
          isFree(job.printer, span, job)
        )
      }
      case 'approve':
        return job.status === 'requested' && isOpen(job.printer, job)
      case 'reject':
        return job.status === 'requested'
      case 'handOver':
        return (
          (job.status === 'requested' || job.status === 'scheduled') &&
          isOpen(job.printer, job) &&
          openJobs(other(job.person)) < MAX_OPEN &&
          hasHours(other(job.person), job, job)
        )
    }
  }

  const statusFor = (span: Span) =>
    length(span) > FREE_LENGTH ? ('requested' as const) : ('scheduled' as const)
  /** Does what was judged to be done; `ids` name what the system has made. */
  const apply = (deed: Deed, ids: string[]): void => {
    switch (deed.do) {
      case 'wait':
        now += deed.length * HALF_HOUR
        return
      case 'close':
        closures.push({ printer: deed.printer, ...spanOf(deed) })
        if (deed.onConflict === 'cancel')
          for (const job of jobs)
            if (
              (job.status === 'requested' || job.status === 'scheduled') &&
              (deed.printer ?? job.printer) === job.printer &&
              touch(job, spanOf(deed))
            )
              job.status = 'cancelled'
        return
      case 'book':
      case 'repeat': {
        const spans = deed.do === 'book' ? [spanOf(deed)] : series(deed)
        spans.forEach((span, i) => {
          jobs.push({
            id: ids[i] ?? '',
            printer: deed.printer,
            person: deed.person,
            ...span,
            status: statusFor(span),
          })
        })
        jobs.sort((a, b) => (a.id < b.id ? -1 : 1))
        return
      }
      default:
        applyStep(deed)
    }
  }
  const applyStep = (deed: Extract<Deed, Which>): void => {
    const job = pick(deed.which)
    assert(job)
    const change = (span: Span, printer = job.printer) => {
      const moves = span.startsAt !== job.startsAt || span.endsAt !== job.endsAt || printer !== job.printer
      Object.assign(job, span, { printer })
      if (moves && job.status !== 'running') job.status = statusFor(span)
    }
    switch (deed.do) {
      case 'move':
        change(spanOf(deed), deed.printer)
        return
      case 'resize':
        change(resized(job, deed.length))
        return
      case 'extend':
        job.endsAt = freeUntil(job, job.endsAt + deed.length * HALF_HOUR)
        return
      case 'startEarly':
        if (job.status === 'scheduled')
          Object.assign(job, { startsAt: now, endsAt: now + job.endsAt - job.startsAt })
        return
      case 'cancel':
        job.status = 'cancelled'
        return
      case 'finish':
        job.status = 'finished'
        return
      case 'approve':
        job.status = 'scheduled'
        return
      case 'reject':
        job.status = 'rejected'
        return
      case 'handOver':
        job.person = other(job.person)
        job.status = statusFor(job)
    }
  }

  return {
    judge,
    apply,
    pick,
    spanOf,
    now: () => now,
    other,
    jobs: () => jobs.map((job) => ({ ...job })),
    /** What a pass does: requests expire at their start, the others begin and end. */
    settle: () => {
      for (const job of jobs) {
        if (job.status === 'requested' && job.startsAt <= now) job.status = 'expired'
        if (job.status === 'scheduled' && job.startsAt <= now)
          job.status = job.endsAt <= now ? 'missed' : 'running'
        else if (job.status === 'running' && job.endsAt <= now) job.status = 'finished'
      }
    },
    checkInvariants: () => {
      const live = jobs.filter(isLive)
      for (const [i, a] of live.entries())
        for (const b of live.slice(i + 1))
          assert(a.printer !== b.printer || !touch(a, b), 'two live jobs overlap')
      for (const person of ['anna', 'ben'] as const)
        assert(openJobs(person) <= MAX_OPEN, 'too many open jobs')
    },
  }
}
export type Model = ReturnType<typeof startModel>
