import assert from 'node:assert/strict'
import { HALF_HOUR } from './model-calendar.ts'
import type { Deed, Span, Which } from './model-deeds.ts'
import { startJudge } from './model-rules.ts'
import { isLive, MAX_OPEN, startWorld, touch } from './model-world.ts'

/**
 * What reservations should do, as plainly as it can be said: lists and loops, no database. It knows
 * the rules from the issue, not from the code: nothing of the worker is imported.
 */
export const startModel = (startedAt: number) => {
  const world = startWorld(startedAt)
  const { jobs, closures, now, wait, spanOf, pick, series, resized, freeUntil, other, openJobs } = world
  const { statusFor, membersOf, wantedOf, movedTo } = world

  /** Does what was judged to be done; `ids` name what the system has made. */
  const apply = (deed: Deed, ids: string[]): void => {
    switch (deed.do) {
      case 'wait':
        wait(deed.length)
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
            ...(deed.do === 'repeat' ? { series: ids[0] ?? '' } : {}),
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
          Object.assign(job, { startsAt: now(), endsAt: now() + job.endsAt - job.startsAt })
        return
      case 'moveSeries': {
        const wanted = wantedOf(job, deed)
        const moved = membersOf(job, deed.scope).map((one) => ({ one, span: movedTo(one, job, wanted) }))
        for (const { one, span } of moved)
          if (span.startsAt !== one.startsAt || span.endsAt !== one.endsAt)
            Object.assign(one, span, { status: statusFor(span) })
        return
      }
      case 'cancelSeries':
        for (const one of membersOf(job, deed.scope)) one.status = 'cancelled'
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
    judge: startJudge(world),
    apply,
    pick,
    spanOf,
    wantedOf,
    now,
    other,
    jobs: () => jobs.map(({ series: _, ...job }) => job),
    /** What a pass does: requests expire at their start, the others begin and end. */
    settle: () => {
      for (const job of jobs) {
        if (job.status === 'requested' && job.startsAt <= now()) job.status = 'expired'
        if (job.status === 'scheduled' && job.startsAt <= now())
          job.status = job.endsAt <= now() ? 'missed' : 'running'
        else if (job.status === 'running' && job.endsAt <= now()) job.status = 'finished'
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
