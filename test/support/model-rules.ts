import { HALF_HOUR } from './model-calendar.ts'
import type { Deed, Which } from './model-deeds.ts'
import { FREE_LENGTH, isLive, length, MAX_OPEN, touch, type World } from './model-world.ts'

/** Whether a deed would be done: the rules from the issue, not from the code. */
export const startJudge = (world: World) => {
  const {
    now,
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
    isFree,
    pick,
    spanOf,
    membersOf,
    wantedOf,
    mayMoveAll,
  } = world

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
          !world.jobs.some(
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
          hasHours(job.person, span, [job])
        )
      }
      case 'moveSeries':
        return mayMoveAll(membersOf(job, deed.scope), job, wantedOf(job, deed))
      case 'cancelSeries':
        return membersOf(job, deed.scope).length > 0
      case 'cancel':
        return job.status === 'requested' || job.status === 'scheduled'
      case 'finish':
        return job.status === 'running'
      case 'startEarly': {
        if (job.status === 'running') return true
        const span = { startsAt: now(), endsAt: now() + job.endsAt - job.startsAt }
        return (
          job.status === 'scheduled' &&
          isOpen(job.printer, span, job) &&
          hasHours(job.person, span, [job]) &&
          isFree(job.printer, span, [job])
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
          hasHours(other(job.person), job, [job])
        )
    }
  }

  return judge
}
