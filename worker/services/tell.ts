import { findPrinter } from '../db/printers.ts'
import type { Deps } from '../deps.ts'
import type { UserActor } from '../domain/access.ts'
import { notifyIfChanged } from './notify.ts'

type Told = { id: string; title: string; startsAt: number; printerId: string }
type HolderKind =
  | 'job_approved'
  | 'job_rejected'
  | 'job_changed'
  | 'job_cancelled'
  | 'job_finished'
  | 'job_booked'
type PersonKind = 'transfer_offered' | 'transfer_accepted' | 'transfer_declined' | 'job_requested'

/** What a message names of a job. Older machines keep their name, so there always is one. */
export const namesOf = async (deps: Deps, job: Told) => ({
  title: job.title,
  startsAt: job.startsAt,
  printer: (await findPrinter(deps.db, job.printerId))?.name ?? '',
})

/** Tells the holder what somebody else did to their job; nobody is told of their own deeds. */
export const tellHolder = async (
  deps: Deps,
  actor: UserActor,
  job: Told & { userId: string },
  kind: HolderKind,
  reason?: string,
) =>
  job.userId === actor.id
    ? []
    : [
        notifyIfChanged(deps, {
          userId: job.userId,
          kind,
          params: { ...(await namesOf(deps, job)), reason: reason ?? null },
          jobId: job.id,
          printerId: job.printerId,
        }),
      ]

/** Tells people that somebody wants or did something with a job. */
export const tellAbout = async (
  deps: Deps,
  userIds: string[],
  job: Told,
  kind: PersonKind,
  person: string,
) => {
  const params = { ...(await namesOf(deps, job)), person }
  return userIds.map((userId) =>
    notifyIfChanged(deps, { userId, kind, params, jobId: job.id, printerId: job.printerId }),
  )
}
