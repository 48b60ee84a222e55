const MINUTE_MS = 60_000

/** So many wrong attempts in a row lock. */
export const MAX_ATTEMPTS = 5
/** The first lock, the second, and every one after that. */
export const LOCK_MS = [5 * MINUTE_MS, 15 * MINUTE_MS, 60 * MINUTE_MS] as const
/** After a day without an attempt, the next lock is a short one again. */
export const FORGET_MS = 24 * 60 * MINUTE_MS

/** An account's wrong attempts add up over half a day: a patient guesser is no better than a hasty one. */
export const ACCOUNT_WINDOW_MS = 12 * 60 * MINUTE_MS
/** A shared computer sees many people's typing errors in a day: only a burst of them locks it. */
export const ADDRESS_WINDOW_MS = 15 * MINUTE_MS

export type AttemptKey = { key: string; windowMs: number }

/**
 * What one machine can't change at will: an IPv4 address, or the first half of an IPv6 address, of whose other half
 * a machine may take as many as it likes (RFC 8981).
 */
export const placeOf = (address: string): string => {
  if (!address.includes(':')) return address
  const [head = '', tail] = address.toLowerCase().split('::')
  const groups = head === '' ? [] : head.split(':')
  const end = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = Array.from({ length: Math.max(0, 8 - groups.length - end.length) }, () => '0')
  const whole = tail === undefined ? groups : [...groups, ...zeros, ...end]
  return `${whole
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`
}

/**
 * What an attempt is counted under. A browser that has signed in as this person before is counted by
 * itself, so that nobody can lock a colleague out. A kiosk's address is shared by all: it never locks.
 */
export const attemptKeys = (facts: {
  account: string
  address: string | undefined
  device: string | undefined
}): AttemptKey[] => {
  if (facts.device !== undefined) return [{ key: `device:${facts.device}`, windowMs: ACCOUNT_WINDOW_MS }]
  const account = { key: `account:${facts.account}`, windowMs: ACCOUNT_WINDOW_MS }
  if (facts.address === undefined) return [account]
  return [account, { key: `address:${placeOf(facts.address)}`, windowMs: ADDRESS_WINDOW_MS }]
}

/** When the last of the locks ends, or nothing when none holds. */
export const lockedUntil = (throttles: { lockedUntil: number | null }[], now: number): number | undefined => {
  const ends = throttles.map(({ lockedUntil }) => lockedUntil ?? 0).filter((end) => end > now)
  return ends.length > 0 ? Math.max(...ends) : undefined
}
