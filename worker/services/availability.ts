import type { Deps } from '../deps.ts'
import type { UserActor } from '../domain/access.ts'
import { freeSlots } from '../domain/free-slots.ts'
import { addDays } from '../domain/local-time.ts'
import { readPrinterFacts } from './booking-facts.ts'
import { Refused } from './refusal.ts'
import { presentSlot } from './refuse-booking.ts'

type Wish = {
  printerId?: string | undefined
  kind?: string | undefined
  minutes: number
  from?: number | undefined
  limit: number
}

/** The farthest any policy lets one book ahead, in days. */
const MAX_HORIZON_DAYS = 367

/**
 * The next free slots of a length, on a printer or on any of a kind: each would be accepted as a
 * booking of the caller now. Refuses with `not_found` for a printer that does not exist.
 */
export const readAvailability = async (deps: Deps, actor: UserActor, wish: Wish) => {
  const now = deps.now()
  const from = Math.max(wish.from ?? now, now)
  const until = addDays(now, MAX_HORIZON_DAYS, deps.config.timeZone)
  const { printers, factsOf } = await readPrinterFacts(deps, actor.id, { startsAt: from, endsAt: until })
  const wanted = printers.filter(({ id, kind }) =>
    wish.printerId === undefined ? kind === wish.kind : id === wish.printerId,
  )
  if (wanted.length === 0 && wish.printerId !== undefined) throw new Refused('not_found')
  const slots = freeSlots(wanted.map(factsOf), wish.minutes * 60_000, { from, until, now, limit: wish.limit })
  return { items: slots.map(presentSlot), nextCursor: null }
}
