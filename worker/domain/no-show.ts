import type { JobStatus } from './job-status.ts'

const MINUTE_MS = 60_000

/** Load was seen at the plug, or somebody said they are there. */
export const hasCheckedIn = ({ checkedInAt }: { checkedInAt: number | null }): boolean => checkedInAt !== null

type Begun = {
  status: JobStatus
  startsAt: number
  endsAt: number
  startedAt: number | null
  checkedInAt: number | null
}

/**
 * Nobody came: no check-in and no load within the time of the policy, counted from when the machine
 * had power. Who could not begin, for a dead plug, a print that overruns or a Pi that was off, has not
 * missed anything; what is past its end is left to the rules of the end.
 */
export const isNoShow = (
  job: Begun,
  { noShowMinutes, isReachable }: { noShowMinutes: number | null; isReachable: boolean },
  now: number,
): boolean => {
  if (noShowMinutes === null || hasCheckedIn(job) || !isReachable || job.endsAt <= now) return false
  return job.status === 'running' && (job.startedAt ?? job.startsAt) + noShowMinutes * MINUTE_MS <= now
}
