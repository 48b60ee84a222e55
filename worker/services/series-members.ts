import { type JobWithPerson, selectSeriesJobs } from '../db/jobs.ts'
import type { Deps } from '../deps.ts'
import { ALLOWED_FROM, type JobStatus } from '../domain/job-status.ts'
import { shiftBetween, shiftWindow } from '../domain/series.ts'
import type { Window } from '../domain/window.ts'
import type { JobPatch } from './change-job.ts'
import type { JobChange } from './job-step.ts'
import { Refused } from './refusal.ts'

/** Which of a series is meant: this one, this and those after it, or all that have not begun. */
export type SeriesScope = 'one' | 'following' | 'all'

export const MOVABLE: readonly JobStatus[] = ALLOWED_FROM.move

/** One job of the series with where it is to be. */
export type Member = { job: JobWithPerson; was: Window; window: Window; printerId: string; moves: boolean }

/** What of the series is meant: what its holder still has of it and has not begun, by start. */
export const membersOf = async (
  deps: Deps,
  anchor: JobWithPerson,
  scope: Exclude<SeriesScope, 'one'>,
): Promise<JobWithPerson[]> => {
  if (anchor.seriesId === null) return MOVABLE.includes(anchor.status) ? [anchor] : []
  const from = scope === 'all' ? deps.now() : anchor.startsAt
  return (await selectSeriesJobs(deps.db, anchor.seriesId, from)).filter(
    ({ status, startsAt, userId }) =>
      MOVABLE.includes(status) && startsAt > deps.now() && userId === anchor.userId,
  )
}

/** All go as far as the one that was named; on another machine all go there. */
export const planMembers = (
  jobs: JobWithPerson[],
  anchor: JobWithPerson,
  patch: JobPatch,
  timeZone: string,
): Member[] => {
  const wanted = { startsAt: patch.startsAt ?? anchor.startsAt, endsAt: patch.endsAt ?? anchor.endsAt }
  if (wanted.endsAt <= wanted.startsAt) {
    throw new Refused('invalid_input', { errors: [{ path: 'endsAt', code: 'ends_before_start' }] })
  }
  const shift = shiftBetween(anchor, wanted, timeZone)
  const isElsewhere = patch.printerId !== undefined && patch.printerId !== anchor.printerId
  return jobs.map((job) => {
    const was = { startsAt: job.startsAt, endsAt: job.endsAt }
    const window = job.id === anchor.id ? wanted : shiftWindow(was, shift, timeZone)
    const printerId = isElsewhere ? (patch.printerId ?? job.printerId) : job.printerId
    const movesTime = window.startsAt !== was.startsAt || window.endsAt !== was.endsAt
    return { job, was, window, printerId, moves: movesTime || printerId !== job.printerId }
  })
}

/** Who goes later makes room from the end, who goes earlier from the start: so none is in another's way. */
export const inOrder = <M extends Member>(planned: M[]): M[] => {
  const goesLater = planned.some(
    ({ was, window }) =>
      window.startsAt > was.startsAt || (window.startsAt === was.startsAt && window.endsAt > was.endsAt),
  )
  return goesLater ? planned.toReversed() : planned
}

/** The fields that the change of the one that was named really changes; the others keep what is their own. */
export const fieldsOf = (anchor: JobWithPerson, { title, note, costCentreId }: JobPatch): JobChange => ({
  ...(title === undefined || title === anchor.title ? {} : { title }),
  ...(note === undefined || note === anchor.note ? {} : { note }),
  ...(costCentreId === undefined || costCentreId === anchor.costCentreId ? {} : { costCentreId }),
})

export const rangeOf = (members: Member[]): Window => ({
  startsAt: Math.min(...members.flatMap(({ was, window }) => [was.startsAt, window.startsAt])),
  endsAt: Math.max(...members.flatMap(({ was, window }) => [was.endsAt, window.endsAt])),
})
