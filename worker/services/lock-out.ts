import {
  countAttempt,
  forgetThrottles,
  type LoginThrottle,
  selectThrottles,
  takeAttemptBack,
} from '../db/login-throttles.ts'
import type { Deps } from '../deps.ts'
import { type AttemptKey, attemptKeys, lockedUntil } from '../domain/lock-out.ts'
import { hexHmac } from './digest.ts'
import { Refused } from './refusal.ts'

const refuseLocked = (until: number, now: number): never => {
  throw new Refused('locked_out', { extra: { retryAfterSeconds: Math.ceil((until - now) / 1000) } })
}

/** What is guessed. Part of the key, so that no name typed at the sign-in locks anything else. */
type Purpose = 'account' | 'confirm' | 'enrol' | 'set up'

/** Names are digested: people type passwords into the field for the name. */
const digestOf = async (deps: Deps, purpose: Purpose, name: string): Promise<string> =>
  (await hexHmac(deps.config.sessionSecret, `${purpose}:${name.normalize('NFC').toLowerCase()}`)).slice(0, 32)

/**
 * What an attempt counts under.
 * @param address undefined where it is everybody's, or somebody is signed in already
 * @param device the browser's nonce, when it has signed in as this person before
 */
export const keysFor = async (
  deps: Deps,
  facts: { purpose: Purpose; name: string; address: string | undefined; device: string | undefined },
): Promise<AttemptKey[]> =>
  attemptKeys({ ...facts, account: await digestOf(deps, facts.purpose, facts.name) })

export type Attempt = { counted: LoginThrottle[] }

/** Counts the attempt before it is judged. Refuses with `locked_out` while one of the keys is locked. */
export const beginAttempt = async (deps: Deps, keys: AttemptKey[]): Promise<Attempt> => {
  const now = deps.now()
  const names = keys.map(({ key }) => key)
  // Looked at first, so that somebody at a locked address can't go on to lock accounts.
  const until = lockedUntil(await selectThrottles(deps.db, names), now)
  if (until !== undefined) refuseLocked(until, now)
  const [first, ...others] = keys.map(({ key, windowMs }) => countAttempt(deps.db, key, now, windowMs))
  if (!first) return { counted: [] }
  const counted = (await deps.db.batch([first, ...others])).flat()
  if (counted.length < keys.length) {
    const locked = lockedUntil(await selectThrottles(deps.db, names), now)
    refuseLocked(locked ?? now + 1_000, now)
  }
  return { counted }
}

/** Counts that many people share: one's own success must not buy guesses at others'. */
const isShared = ({ key }: LoginThrottle): boolean => key.startsWith('address:') || key.startsWith('badge ')

/** The attempt was right: an account's and a browser's count is wiped, a shared one only gets its attempt back. */
export const succeed = (deps: Deps, { counted }: Attempt) => {
  const shared = counted.filter(isShared)
  const own = counted.filter((throttle) => !isShared(throttle))
  return [
    forgetThrottles(
      deps.db,
      own.map(({ key }) => key),
    ),
    ...shared.map((throttle) => takeAttemptBack(deps.db, throttle)),
  ] as const
}

/** The attempt was neither right nor wrong: as if it had not been. */
export const withdraw = async (deps: Deps, { counted }: Attempt): Promise<void> => {
  const [first, ...others] = counted.map((throttle) => takeAttemptBack(deps.db, throttle))
  if (first) await deps.db.batch([first, ...others])
}

/** Judges an attempt. Where no judgement comes about, the machine being too busy, it was none. */
export const judge = async <T>(deps: Deps, attempt: Attempt, judgement: Promise<T>): Promise<T> => {
  try {
    return await judgement
  } catch (error) {
    await withdraw(deps, attempt)
    throw error
  }
}

/** Until when (epoch ms) wrong passwords keep an account out from browsers that don't know it yet; null: not at all. */
export const accountLockEnd = async (deps: Deps, name: string): Promise<number | null> =>
  lockedUntil(await selectThrottles(deps.db, [await accountKey(deps, name)]), deps.now()) ?? null

/** Under which key an account's attempts are counted; known browsers have keys of their own. */
export const accountKey = async (deps: Deps, name: string): Promise<string> =>
  `account:${await digestOf(deps, 'account', name)}`
