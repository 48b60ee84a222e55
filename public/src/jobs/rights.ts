import { useMay } from '../api/permission.ts'
import { useSession } from '../api/session.ts'
import type { Job } from '../api/shapes.ts'

/** Whether the person who looks may change a job: one's own, or as staff with a reason any. */
export function useMayChange(): (job: Job) => boolean {
  const ownId = useSession()?.user.id
  const own = useMay('job.change')
  const all = useMay('job.change_for_others')
  return (job) => all || (own && job.userId !== null && job.userId === ownId)
}
