/** The life of a job; see the drawing in docs/decisions/0001-power-follows-state.md. */
export const JOB_STATUSES = [
  'requested',
  'scheduled',
  'running',
  'overrunning',
  'finished',
  'cancelled',
  'missed',
  'rejected',
  'expired',
] as const
export type JobStatus = (typeof JOB_STATUSES)[number]

/** A live job holds its slot: no other live job may overlap it on the printer. */
export const LIVE_STATUSES = [
  'requested',
  'scheduled',
  'running',
  'overrunning',
] as const satisfies JobStatus[]

export const isLiveStatus = (status: JobStatus): boolean =>
  (LIVE_STATUSES as readonly JobStatus[]).includes(status)

/** What a person may do to a job, and the states it may be done from. */
export const ALLOWED_FROM = {
  cancel: ['requested', 'scheduled'],
  finish: ['running', 'overrunning'],
  move: ['requested', 'scheduled'],
  /** A running job keeps its start and its machine; its end, title and note may change. */
  resize: ['requested', 'scheduled', 'running', 'overrunning'],
  extend: ['scheduled', 'running', 'overrunning'],
  start: ['scheduled', 'running', 'overrunning'],
  decide: ['requested'],
  transfer: ['requested', 'scheduled'],
} as const satisfies Record<string, JobStatus[]>

export const JOB_ATTENTIONS = ['plug_unreachable', 'overrun', 'delayed', 'not_approved'] as const
export type JobAttention = (typeof JOB_ATTENTIONS)[number]
