import { HostBusy } from '../clients/host.ts'
import type { User } from '../db/users.ts'
import type { Deps } from '../deps.ts'
import { hexHmac, isSameSecret } from './digest.ts'
import { plainCode, randomCode } from './random-code.ts'
import { type FieldError, Refused } from './refusal.ts'

/** bcrypt reads 72 bytes, not more. */
const MIN_BYTES = 10
const MAX_BYTES = 72
/** "Safely unguessable" even where the hash has been stolen: over 10^8 guesses. */
const MIN_SCORE = 3
/** Besides the names others know, this much must be new. */
const MIN_UNKNOWN_CHARACTERS = 8
const TEMPORARY_DAYS = 14
const BUSY_RETRY_S = 5

/** A hash of a password nobody has, so that an unknown user costs as much time as a known one. */
export const NOBODYS_HASH = '$2b$12$C6UzMDM.H6dfI/f/IKcEe.eR9zFQ1vRZ0aYv6rXQ3uQ8m1Yw6y6eW'
/** In place of a hash where nobody may sign in. */
export const NO_PASSWORD = '!'

/** The same letters typed on different systems are the same password. */
const normalised = (password: string): string => password.normalize('NFC')

/** Asks the machine; refuses with `rate_limited` while it has too much to do. */
export const onHost = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work
  } catch (error) {
    if (error instanceof HostBusy)
      throw new Refused('rate_limited', { extra: { retryAfterSeconds: BUSY_RETRY_S } })
    throw error
  }
}

const hmacOf = (deps: Deps, temporary: string): Promise<string> =>
  hexHmac(deps.config.dataSecret, `temporary password:${plainCode(temporary)}`)

/**
 * A password to hand out on paper: valid for 14 days, and to be changed at the first sign-in.
 * It is random enough (59 bits) to be kept as a keyed digest: a class of 30 takes no half minute of bcrypt.
 */
export const newTemporaryPassword = async (deps: Deps): Promise<{ password: string; hash: string }> => {
  const password = randomCode(3, 4)
  const expiresAt = deps.now() + TEMPORARY_DAYS * 86_400_000
  return { password, hash: `temporary$${expiresAt}$${await hmacOf(deps, password)}` }
}

/** Is this the person's password? Takes as long for unknown people and temporary passwords as for others. */
export const isPasswordOf = async (
  deps: Deps,
  user: Pick<User, 'passwordHash'> | undefined,
  password: string,
): Promise<boolean> => {
  const known = user?.passwordHash ?? NOBODYS_HASH
  const [kind, expiresAt, hmac] = known.split('$')
  const isTemporary = kind === 'temporary'
  const hash = isTemporary || known === NO_PASSWORD ? NOBODYS_HASH : known
  const matches = await onHost(deps.host.verifyPassword(normalised(password), hash))
  if (!isTemporary) return matches && hash === known && user !== undefined
  return isSameSecret(await hmacOf(deps, password), hmac ?? '') && deps.now() < Number(expiresAt)
}

const byteLength = (text: string): number => new TextEncoder().encode(text).length

/** The single words of what is known, the longest first, as many as an attacker would try. */
const wordsOf = (known: string[]): string[] => {
  const words = known
    .flatMap((text) => text.toLowerCase().split(/[\s.@_-]+/))
    .filter((word) => word.length > 2)
  return [...new Set(words)]
    .map((word) => word.slice(0, MAX_BYTES))
    .sort((a, b) => b.length - a.length)
    .slice(0, 20)
}

/** Names with a year and a dot between them, which zxcvbn counts as nonsense nobody guesses. */
const isMadeOf = (password: string, words: string[]): boolean => {
  const rest = words.reduce((text, word) => text.replaceAll(word, ''), password.toLowerCase())
  return rest.length < password.length && rest.length < MIN_UNKNOWN_CHARACTERS
}

const weaknessesOf = async (deps: Deps, password: string, known: string[]): Promise<string[]> => {
  const bytes = byteLength(password)
  if (bytes < MIN_BYTES) return ['password_too_short']
  if (bytes > MAX_BYTES) return ['password_too_long']
  const words = wordsOf(known)
  if (isMadeOf(password, words)) return ['password_guessable', 'password_userInputs', 'try_anotherWord']
  const { score, warning, suggestions } = await onHost(deps.host.passwordStrength(password, words))
  if (score >= MIN_SCORE) return []
  const reasons = [
    ...(warning === null ? [] : [`password_${warning}`]),
    ...suggestions.map((s) => `try_${s}`),
  ]
  return ['password_guessable', ...reasons]
}

/**
 * The hash of a password somebody chose. Refuses with `invalid_input` at `path`, saying why it is
 * too short, too long or guessable, and what would help.
 * @param known what others know of the person: names, the workshop's name
 */
export const hashChosenPassword = async (
  deps: Deps,
  password: string,
  known: string[],
  path: string,
): Promise<string> => {
  const chosen = normalised(password)
  const codes = await weaknessesOf(deps, chosen, known)
  const errors = codes.map((code): FieldError => ({ path, code }))
  if (errors.length > 0) throw new Refused('invalid_input', { errors })
  return onHost(deps.host.hashPassword(chosen))
}
