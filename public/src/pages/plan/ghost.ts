import type { Job } from '../../api/shapes.ts'
import { overlaps, type Window } from '../../booking/draft.ts'
import type { Span } from './span.ts'
import { snap } from './span.ts'

/** A time that is being chosen: by a pointer or by keys, for a new job or for one that is there. */
export type Ghost = Window & {
  printerId: string
  kind: 'book' | 'move' | 'start' | 'end'
  job: Job | undefined
}

export const windowOfJob = (job: Pick<Job, 'startsAt' | 'endsAt'>): Window => ({
  startsAt: Date.parse(job.startsAt),
  endsAt: Date.parse(job.endsAt),
})

/** What may be dragged of a job by who may change it: all of it, its end, or nothing. */
export function movable(job: Job): 'all' | 'end' | 'nothing' {
  switch (job.status) {
    case 'requested':
    case 'scheduled':
      return 'all'
    case 'running':
    case 'overrunning':
      return 'end'
    case 'finished':
    case 'cancelled':
    case 'missed':
    case 'rejected':
    case 'expired':
      return 'nothing'
  }
}

/** Where the ghost is when the pointer has gone from one instant to another, on a printer's row. */
export function dragged(ghost: Ghost, span: Span, from: number, to: number, printerId: string): Ghost {
  switch (ghost.kind) {
    case 'book': {
      const [first, last] = [Math.min(from, to), Math.max(from, to)]
      const startsAt = snap(span, first)
      return { ...ghost, startsAt, endsAt: Math.max(startsAt + span.snapMs, snap(span, last)) }
    }
    case 'move': {
      if (!ghost.job) return ghost
      const was = windowOfJob(ghost.job)
      const startsAt = snap(span, was.startsAt + to - from)
      return { ...ghost, printerId, startsAt, endsAt: startsAt + was.endsAt - was.startsAt }
    }
    case 'start':
      return { ...ghost, startsAt: Math.min(snap(span, to), ghost.endsAt - span.snapMs) }
    case 'end':
      return { ...ghost, endsAt: Math.max(snap(span, to), ghost.startsAt + span.snapMs) }
  }
}

/** Does the ghost stand where its job does? */
export const isUnmoved = ({ job, printerId, startsAt, endsAt }: Ghost): boolean => {
  if (!job) return false
  const was = windowOfJob(job)
  return was.startsAt === startsAt && was.endsAt === endsAt && job.printerId === printerId
}

const liveStatuses: Job['status'][] = ['requested', 'scheduled', 'running', 'overrunning']

/** The live job that stands in the way, if any. */
export const collision = (ghost: Ghost, jobs: Job[]): Job | undefined =>
  jobs.find(
    (job) =>
      job.id !== ghost.job?.id &&
      job.printerId === ghost.printerId &&
      liveStatuses.includes(job.status) &&
      overlaps(windowOfJob(job), ghost),
  )

/** The keys that move or resize a job in the plan, for those who don't drag. */
export function stepped(
  ghost: Ghost,
  span: Span,
  printerIds: string[],
  event: { key: string; shiftKey: boolean },
) {
  const { job } = ghost
  if (!job) return undefined
  const allowed = movable(job)
  if (allowed === 'nothing') return undefined
  const sign = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0
  if (sign !== 0 && (event.shiftKey || allowed === 'end')) {
    const endsAt = Math.max(ghost.startsAt + span.snapMs, ghost.endsAt + sign * span.snapMs)
    return { ...ghost, endsAt }
  }
  if (allowed === 'end') return undefined
  if (sign !== 0)
    return {
      ...ghost,
      startsAt: ghost.startsAt + sign * span.snapMs,
      endsAt: ghost.endsAt + sign * span.snapMs,
    }
  const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
  const printerId = step === 0 ? undefined : printerIds[printerIds.indexOf(ghost.printerId) + step]
  return printerId === undefined ? undefined : { ...ghost, printerId }
}
