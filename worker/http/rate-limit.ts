import type { MiddlewareHandler } from 'hono'
import type { Deps } from '../deps.ts'
import type { Caller } from '../domain/access.ts'
import { placeOf } from '../domain/lock-out.ts'
import { tokenBuckets } from '../domain/token-buckets.ts'
import { Refused } from '../services/refusal.ts'
import type { AppEnv } from './env.ts'
import { isWrite } from './session.ts'

/** Behind one address there may be several people. */
const PEOPLE_PER_ADDRESS = 4

const callerKey = (caller: Caller): string => {
  switch (caller.kind) {
    case 'user':
      return `session:${caller.sessionId}`
    case 'kiosk':
      return `kiosk:${caller.id}`
    case 'nobody':
      return `address:${placeOf(caller.via.address)}`
  }
}

/**
 * So many requests a minute for each session, and four times as many for an address; writes are counted
 * apart from reads. Refuses with `rate_limited`. Counted in memory: a restart forgives.
 */
export const limitRate = ({ now, config }: Deps): MiddlewareHandler<AppEnv> => {
  const buckets = tokenBuckets()
  return async (c, next) => {
    const [kind, perMinute] = isWrite(c.req.method)
      ? (['write', config.rates.writesPerMinute] as const)
      : (['read', config.rates.readsPerMinute] as const)
    const { actor } = c.var
    const address = `${kind} address ${placeOf(actor.via.address)}`
    const retryAfterSeconds =
      buckets.take(`${kind} ${callerKey(actor)}`, perMinute, now()) ||
      buckets.take(address, perMinute * PEOPLE_PER_ADDRESS, now())
    if (retryAfterSeconds > 0) throw new Refused('rate_limited', { extra: { retryAfterSeconds } })
    await next()
  }
}
