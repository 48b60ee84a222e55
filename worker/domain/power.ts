import type { JobStatus } from './job-status.ts'
import { covers, type Window } from './window.ts'

/** A plug that has not answered for this long is an incident; the bridge calls it unknown after the same time. */
export const UNREACHABLE_AFTER_MS = 30_000

export type PowerJob = Window & { id: string; status: JobStatus }

/** What was seen of a plug. Unknown is a reading of its own, never "off". */
export type Observed = { state: 'on' | 'off' } | { state: 'unknown'; since: number }

/** Facts about one printer: its jobs that may hold power and what its plug was last seen to be. */
export type PowerFacts = { jobs: PowerJob[]; observed: Observed }

export type PowerDecision = {
  /** What to tell the plug; `none` when it is already so. */
  command: 'on' | 'off' | 'none'
  /** Finishes the sentence "the plug was …". */
  because: 'held on for a job' | 'kept off, no job' | 'switched on for a job' | 'switched off, no job'
}

/** Desired against observed. An unknown plug is commanded again in each pass, so that it follows when it returns. */
export const decidePower = ({ jobs, observed }: PowerFacts, now: number): PowerDecision => {
  const wanted = jobs.some((job) => covers(job, now))
  if (wanted) {
    return observed.state === 'on'
      ? { command: 'none', because: 'held on for a job' }
      : { command: 'on', because: 'switched on for a job' }
  }
  return observed.state === 'off'
    ? { command: 'none', because: 'kept off, no job' }
    : { command: 'off', because: 'switched off, no job' }
}

export type JobStep =
  | { jobId: string; step: 'run' }
  | { jobId: string; step: 'finish' }
  | { jobId: string; step: 'miss' }
  | { jobId: string; step: 'wait_for_plug' }

/**
 * How jobs move on, given what the plug was seen to be after the command.
 * A job runs only when its plug was seen on.
 */
export const nextSteps = ({ jobs, observed }: PowerFacts, now: number): JobStep[] =>
  jobs.flatMap((job): JobStep[] => {
    const jobId = job.id
    if (job.endsAt <= now) return [{ jobId, step: job.status === 'scheduled' ? 'miss' : 'finish' }]
    if (job.status !== 'scheduled' || !covers(job, now)) return []
    return [{ jobId, step: observed.state === 'on' ? 'run' : 'wait_for_plug' }]
  })
