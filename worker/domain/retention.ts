/** After how many days what is forgotten; 0 keeps it for ever. */
export type RetentionPolicy = {
  /** Ended and expired sessions: addresses and browsers. */
  sessionDays: number
  /** The audit trail. */
  auditDays: number
  /** Titles and notes of reservations, names of guests; times, energy and cost stay. */
  jobTextDays: number
  notificationDays: number
  /** People whose account has been disabled this long become nameless. */
  anonymiseDisabledDays: number
}

export const DEFAULT_RETENTION: RetentionPolicy = {
  sessionDays: 90,
  auditDays: 730,
  jobTextDays: 365,
  notificationDays: 180,
  anonymiseDisabledDays: 365,
}

export type RetentionLines = { [K in keyof RetentionPolicy]: number | undefined }

/** The instants before which things are forgotten at `now`; undefined where nothing is. */
export const retentionLines = (policy: RetentionPolicy, now: number): RetentionLines => {
  const before = (days: number): number | undefined => (days === 0 ? undefined : now - days * 86_400_000)
  return {
    sessionDays: before(policy.sessionDays),
    auditDays: before(policy.auditDays),
    jobTextDays: before(policy.jobTextDays),
    notificationDays: before(policy.notificationDays),
    anonymiseDisabledDays: before(policy.anonymiseDisabledDays),
  }
}
