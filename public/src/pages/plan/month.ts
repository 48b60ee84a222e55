import type { Job } from '../../api/shapes.ts'
import { overlaps, type Window } from '../../booking/draft.ts'
import { windowOfJob } from './ghost.ts'
import type { Span } from './span.ts'

/** What a printer's day holds; `level` is 0 (nothing reserved) to 4 (most of the day), for its colour. */
export type DayUse = {
  bookedMs: number
  level: 0 | 1 | 2 | 3 | 4
  isMine: boolean
  closedFor: string | undefined
}

/** The local days of a span, each with its midnights (epoch ms). */
export function daysOf(span: Span): Window[] {
  const starts = span.ticks.filter(({ major }) => major).map(({ at }) => at)
  return starts.map((startsAt, index) => ({ startsAt, endsAt: starts[index + 1] ?? span.endsAt }))
}

/** A missed reservation gave its time back. */
const holds = (job: Job) => job.status !== 'missed'

const sharedMs = (a: Window, b: Window) =>
  Math.max(0, Math.min(a.endsAt, b.endsAt) - Math.max(a.startsAt, b.startsAt))

const hourMs = 3_600_000

function levelOf(bookedMs: number): DayUse['level'] {
  const hours = bookedMs / hourMs
  if (hours === 0) return 0
  if (hours <= 2) return 1
  if (hours <= 5) return 2
  return hours <= 9 ? 3 : 4
}

/** How much of a day the jobs of one printer hold, and whether it is closed all day. */
export function dayUseOf(
  day: Window,
  jobs: Job[],
  closures: (Window & { label: string })[],
  ownId: string | undefined,
): DayUse {
  const here = jobs.filter((job) => holds(job) && overlaps(windowOfJob(job), day))
  const bookedMs = here.reduce((sum, job) => sum + sharedMs(windowOfJob(job), day), 0)
  return {
    bookedMs,
    level: levelOf(bookedMs),
    isMine: ownId !== undefined && here.some(({ userId }) => userId === ownId),
    closedFor: closures.find(({ startsAt, endsAt }) => startsAt <= day.startsAt && day.endsAt <= endsAt)
      ?.label,
  }
}
