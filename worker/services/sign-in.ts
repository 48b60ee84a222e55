import { insertAudit } from '../db/audit-events.ts'
import { endSession } from '../db/sessions.ts'
import { isActive, selectUserByName, type User } from '../db/users.ts'
import type { Deps } from '../deps.ts'
import type { Caller, UserActor, Via } from '../domain/access.ts'
import { deedOf } from './audit.ts'
import { nonceFor, readKnownPeople, rememberPerson } from './known-browsers.ts'
import { type Attempt, beginAttempt, judge, keysFor, succeed, withdraw } from './lock-out.ts'
import { isPasswordOf } from './passwords.ts'
import { Refused } from './refusal.ts'
import { acceptCode } from './second-factor.ts'
import { tellLocked, tellNewDevice } from './security-messages.ts'
import { newSession, type SessionStart } from './sessions.ts'

export type SignIn = {
  actor: Caller
  userAgent: string
  /** The signed cookie of a browser that somebody has signed in with before. */
  knownBrowser: string | undefined
  username: string
  password: string
  /** From the authenticator app, or one of the recovery codes. */
  code?: string | undefined
}

/**
 * Opens a session. Refuses with `invalid_credentials` for unknown, disabled, expired and wrong alike and in
 * the same time, `second_factor_required` when the password was right and a code is missing, `locked_out`
 * after too many wrong attempts, even if this one is right.
 */
export const signIn = async (deps: Deps, request: SignIn): Promise<SessionStart & { browser: string }> => {
  const { actor } = request
  const [[user], known] = await Promise.all([
    selectUserByName(deps.db, request.username),
    readKnownPeople(deps, request.knownBrowser),
  ])
  const device = nonceFor(known, user?.id)
  const keys = await keysFor(deps, {
    purpose: 'account',
    name: request.username,
    address: actor.via.address,
    device,
  })
  const attempt = await beginAttempt(deps, keys)

  const isRight = await judge(deps, attempt, isPasswordOf(deps, user, request.password))
  if (!user || !isRight || !isActive(user, deps.now())) return refuse(deps, actor.via, attempt, user)
  if (user.totpEnabledAt !== null) {
    if (request.code === undefined) {
      await withdraw(deps, attempt)
      throw new Refused('second_factor_required')
    }
    if (!(await acceptCode(deps, user, request.code))) return refuse(deps, actor.via, attempt, user)
  }

  const { start, statements } = await newSession(deps, user, actor.via, request.userAgent)
  // A browser has one session: the one it came with ends.
  const ended = actor.kind === 'user' ? [endOneSession(deps, actor)] : []
  const told = device === undefined ? await tellNewDevice(deps, user, actor.via, request.userAgent) : []
  await deps.db.batch([...statements, ...succeed(deps, attempt), ...ended, ...told])
  return { ...start, browser: await rememberPerson(deps, known, user.id) }
}

const endOneSession = (deps: Deps, actor: UserActor) => endSession(deps.db, actor.sessionId, deps.now())

/** A wrong attempt on somebody's account is on record; one on nobody's would only record what people mistype. */
const refuse = async (deps: Deps, via: Via, attempt: Attempt, user: User | undefined): Promise<never> => {
  const told = await tellLocked(deps, attempt, user, { address: via.address, kiosk: null })
  const nobody = { kind: 'nobody', via } as const
  const record = user
    ? [insertAudit(deps.db, deedOf(nobody, { at: deps.now(), action: 'session.refuse', entityId: user.id }))]
    : []
  const [first, ...others] = [...record, ...told]
  if (first) await deps.db.batch([first, ...others])
  throw new Refused('invalid_credentials')
}
