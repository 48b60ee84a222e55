/** Who may do what: the only place that knows. */
export const ROLES = ['admin', 'trainer', 'apprentice', 'guest'] as const
export type Role = (typeof ROLES)[number]

/** By which request somebody acts, for the record. */
export type Via = {
  address: string
  requestId: string
  /** The `Idempotency-Key` of the request and a digest of what it asks for. */
  once?: { key: string; fingerprint: string }
}

/** Somebody who acts. The system acts too: it switches, closes and expires. */
export type Actor =
  | {
      kind: 'user'
      id: string
      role: Role
      sessionId: string
      via: Via
      /** Signed in with a password that others know: may only choose another. */
      mustChangePassword?: boolean
      /** Stands at this kiosk, known by PIN or badge only: may do there what is listed in AT_KIOSK. */
      kioskId?: string
    }
  | { kind: 'kiosk'; id: string; via: Via }
  | { kind: 'nobody'; via: Via }
  | { kind: 'system' }
export type UserActor = Extract<Actor, { kind: 'user' }>
/** Whoever sends a request. */
export type Caller = Exclude<Actor, { kind: 'system' }>

export type Who = Role | 'kiosk' | 'nobody'

const everyone: Who[] = ['admin', 'trainer', 'apprentice', 'guest', 'kiosk', 'nobody']
const signedIn: Who[] = ['admin', 'trainer', 'apprentice', 'guest']
const staff: Who[] = ['admin', 'trainer']

const ACCESS = {
  'site.read': everyone,
  'health.read': everyone,
  // Not on a kiosk, where the next person would find the session.
  'session.create': [...signedIn, 'nobody'],
  'session.read': signedIn,
  'session.end': signedIn,
  'session.manage': signedIn,
  'password.change': signedIn,
  'second_factor.manage': staff,
  'setup.create': everyone,
  'user.read': staff,
  'user.manage': ['admin'],
  'user.export': signedIn,
  'user.export_others': ['admin'],
  'cohort.read': signedIn,
  'cohort.manage': ['admin'],
  'audit.read': ['admin'],
  'retention.manage': ['admin'],
  'backup.manage': ['admin'],
  'health.read_details': ['admin'],
  'history.read_others': staff,
  'board.read': [...signedIn, 'kiosk'],
  'printer.read': signedIn,
  'printer.read_link': [...signedIn, 'kiosk'],
  'job.read': signedIn,
  'job.book': ['admin', 'trainer', 'apprentice'],
  'job.change': ['admin', 'trainer', 'apprentice'],
  'job.book_for_others': staff,
  'job.change_for_others': staff,
  'job.decide': staff,
  'availability.read': signedIn,
  'wait.join': ['admin', 'trainer', 'apprentice'],
  'cost_centre.read': signedIn,
  'cost_centre.manage': ['admin'],
  'closure.read': signedIn,
  'closure.manage': staff,
  'qualification.read': signedIn,
  'qualification.manage': staff,
  'qualification.grant': staff,
  'instruction.read': signedIn,
  'instruction.sign': ['admin', 'trainer', 'apprentice'],
  'instruction.confirm': staff,
  'calendar.manage': ['admin', 'trainer', 'apprentice'],
  // The link is the secret: whoever has it needs no session.
  'calendar.read': everyone,
  'kiosk.manage': ['admin'],
  'kiosk.enrol': everyone,
  'kiosk.read': [...signedIn, 'kiosk'],
  'kiosk.sign_in': ['kiosk'],
  'kiosk.visit': signedIn,
  'kiosk_access.manage': signedIn,
  'guest.request': ['kiosk'],
  'guest.start': ['kiosk'],
  'guest.decide': staff,
  'problem.report': ['admin', 'trainer', 'apprentice'],
  'notification.read': signedIn,
  'settings.read': staff,
  'settings.change': ['admin'],
  'plug.manage': ['admin'],
  'printer.manage': ['admin'],
  'power.switch': staff,
  'power.stop': staff,
  'power.read_stop': [...signedIn, 'kiosk'],
  'incident.read': [...signedIn, 'kiosk'],
  'incident.claim': ['admin', 'trainer', 'apprentice'],
  'incident.resolve': staff,
  'clock.trust': ['admin'],
  'energy.read': signedIn,
  'energy.read_all': staff,
  'tariff.read': signedIn,
  'tariff.manage': ['admin'],
  'cost.read': staff,
  'cost.manage': ['admin'],
  'problem.answer': staff,
  'maintenance.read': signedIn,
  'maintenance.manage': staff,
  'training_record.write': ['admin', 'trainer', 'apprentice'],
  'statistics.read': signedIn,
  'statistics.read_all': staff,
} as const satisfies Record<string, Who[]>

export type Action = keyof typeof ACCESS

/** What is left to somebody who must choose a password first. */
const BEFORE_PASSWORD_CHANGE: readonly Action[] = [
  'site.read',
  'health.read',
  'session.create',
  'session.read',
  'session.end',
  'password.change',
]

/**
 * What a person may do at a kiosk. A PIN of six digits opens no more than an apprentice needs there,
 * whoever it belongs to: deciding, switching and managing take a password and a device of one's own.
 */
const AT_KIOSK: readonly Action[] = [
  'site.read',
  'health.read',
  'board.read',
  'kiosk.read',
  'kiosk.visit',
  'printer.read',
  'printer.read_link',
  'job.read',
  'job.book',
  'job.change',
  'availability.read',
  'closure.read',
  'incident.read',
  'incident.claim',
  'problem.report',
  'power.read_stop',
  'instruction.read',
  'instruction.sign',
]

/** Does this actor first have to choose a password of their own? */
export const mustChangePasswordFirst = (actor: Actor, action: Action): boolean =>
  actor.kind === 'user' && actor.mustChangePassword === true && !BEFORE_PASSWORD_CHANGE.includes(action)

/** Roles, kiosk and nobody, as far as they may do this. */
export const whoMay = (action: Action): readonly Who[] => ACCESS[action]

/** The system may do everything: it only acts through the code that has already decided. */
export const mayDo = (actor: Actor, action: Action): boolean => {
  const allowed: readonly Who[] = ACCESS[action]
  switch (actor.kind) {
    case 'system':
      return true
    case 'user':
      return allowed.includes(actor.role) && (actor.kioskId === undefined || AT_KIOSK.includes(action))
    case 'kiosk':
    case 'nobody':
      return allowed.includes(actor.kind)
  }
}
