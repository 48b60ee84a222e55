const MINUTE_MS = 60_000
/** Beyond this many the longest unused is forgotten, which is as good as full. */
const MAX_BUCKETS = 10_000

type Bucket = { tokens: number; at: number }

/** Takes one token for `key`; answers 0, or after how many seconds there is one again. */
export type TokenBuckets = { take: (key: string, perMinute: number, now: number) => number }

/** Each key may use a minute's worth at once, and then as much as flows back. */
export const tokenBuckets = (): TokenBuckets => {
  const buckets = new Map<string, Bucket>()
  return {
    take: (key, perMinute, now) => {
      const { tokens, at } = buckets.get(key) ?? { tokens: perMinute, at: now }
      // A clock that was set back gives nothing and takes nothing.
      const flowedBack = (Math.max(now - at, 0) * perMinute) / MINUTE_MS
      const available = Math.min(tokens + flowedBack, perMinute)
      const isGranted = available >= 1
      // Put in anew, so that the map stays in the order of last use.
      buckets.delete(key)
      buckets.set(key, { tokens: isGranted ? available - 1 : available, at: now })
      if (buckets.size > MAX_BUCKETS) buckets.delete(buckets.keys().next().value as string)
      return isGranted ? 0 : Math.ceil(((1 - available) * MINUTE_MS) / perMinute / 1000)
    },
  }
}
