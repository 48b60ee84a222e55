import type { ClockDoubt } from './clock-sanity.ts'
import type { PowerDecision } from './power.ts'
import {
  type Observed,
  overrunEndsAt,
  type PowerFacts,
  type PowerJob,
  UNREACHABLE_AFTER_MS,
} from './power-facts.ts'
import type { PowerPolicy } from './power-policy.ts'

/** What the power pass opens, and closes again when its cause is gone. */
export const POWER_INCIDENT_KINDS = [
  'plug_unreachable',
  'bridge_unreachable',
  'overrun',
  'overrun_too_long',
  'unbooked_use',
  'switched_off_at_plug',
  'dead_man_failed',
  'plug_overheated',
  'plug_overloaded',
  'emergency_stop',
  'clock_in_doubt',
] as const
export type PowerIncidentKind = (typeof POWER_INCIDENT_KINDS)[number]
export type Severity = 'info' | 'warning' | 'critical'

export type IncidentWanted = {
  kind: PowerIncidentKind
  severity: Severity
  /** One open incident per cause. */
  cause: string
  printerId: string | null
  plugId: string | null
  jobId: string | null
  details: Record<string, unknown>
}

export type IncidentFacts = {
  printerId: string
  plugId: string
  observed: Observed
  /** A command in this pass did not reach the plug. */
  commandFailed: boolean
  failureKind: string | null
  decision: PowerDecision
  override: PowerFacts['override']
  /** Jobs as they are after the steps of this pass. */
  jobs: PowerJob[]
  policy: PowerPolicy
  deadManFailed: boolean
  overheated: boolean
  overloaded: boolean
  watts: number | null
}

/** What a trainer must know of this printer now. */
export const incidentsOf = (facts: IncidentFacts, now: number): IncidentWanted[] => {
  const { printerId, plugId, observed, decision, policy } = facts
  const about = { printerId, plugId, jobId: null, details: {} }
  const wanted: IncidentWanted[] = []
  const add = (
    kind: PowerIncidentKind,
    severity: Severity,
    subject: string,
    more: Partial<IncidentWanted> = {},
  ) => wanted.push({ ...about, kind, severity, cause: `${kind}:${subject}`, ...more })

  if (observed.state === 'unknown' && (facts.commandFailed || now - observed.since > UNREACHABLE_AFTER_MS))
    add('plug_unreachable', 'critical', plugId, {
      details: { failure: facts.failureKind, since: observed.since },
    })
  if (decision.reason.kind === 'unbooked' && observed.state !== 'off')
    add('unbooked_use', 'warning', plugId, {
      details: { since: decision.reason.since, watts: facts.watts },
    })
  const { override } = facts
  if (override && override.jobId !== null)
    add('switched_off_at_plug', 'critical', plugId, {
      jobId: override.jobId,
      details: { since: override.createdAt, action: 'switch_on_again' },
    })
  if (observed.state === 'on' && facts.deadManFailed) add('dead_man_failed', 'warning', plugId)
  if (facts.overheated) add('plug_overheated', 'critical', plugId)
  if (facts.overloaded) add('plug_overloaded', 'critical', plugId)
  for (const job of facts.jobs) {
    if (job.status !== 'overrunning') continue
    const next = facts.jobs.find(({ id, startsAt }) => id !== job.id && startsAt >= job.endsAt)
    const details = { since: job.overrunSince, nextJobId: next?.id ?? null }
    add('overrun', next ? 'warning' : 'info', job.id, { jobId: job.id, details })
    if (overrunEndsAt(job, policy) <= now)
      add('overrun_too_long', 'critical', job.id, {
        jobId: job.id,
        details: { ...details, action: 'switch_off' },
      })
  }
  return wanted
}

/** What a trainer must know of the workshop as a whole. */
export const workshopIncidents = (facts: {
  bridge: 'up' | 'down'
  emergencySince: number | null
  clockDoubt: ClockDoubt | null
}): IncidentWanted[] => {
  const about = { severity: 'critical', printerId: null, plugId: null, jobId: null } as const
  const wanted: IncidentWanted[] = []
  if (facts.bridge === 'down')
    wanted.push({ ...about, kind: 'bridge_unreachable', cause: 'bridge_unreachable', details: {} })
  if (facts.emergencySince !== null)
    wanted.push({
      ...about,
      kind: 'emergency_stop',
      cause: 'emergency_stop',
      details: { since: facts.emergencySince },
    })
  if (facts.clockDoubt)
    wanted.push({
      ...about,
      kind: 'clock_in_doubt',
      cause: 'clock_in_doubt',
      details: { doubt: facts.clockDoubt },
    })
  return wanted
}
