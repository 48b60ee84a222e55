import { sign, verify } from '@tsndr/cloudflare-worker-jwt'
import * as z from 'zod'
import type { Deps } from '../deps.ts'
import { hexHmac } from './digest.ts'

/** A browser on a shared desk remembers this many people, the latest first. */
const MAX_PEOPLE = 8
export const KNOWN_BROWSER_DAYS = 180

const Claims = z.object({
  /** Person and nonce: attempts from here are counted under the nonce. */
  people: z.array(z.tuple([z.string(), z.string()])).max(MAX_PEOPLE),
  iat: z.number().int(),
})
export type KnownPeople = z.infer<typeof Claims>['people']

/** Not the sessions' own key: a token for one purpose must never pass for the other. */
const secretOf = (deps: Deps): Promise<string> => hexHmac(deps.config.sessionSecret, 'known browsers')

/** Who has signed in with this browser before, by its signed cookie; nobody when it is missing or not ours. */
export const readKnownPeople = async (deps: Deps, token: string | undefined): Promise<KnownPeople> => {
  if (token === undefined) return []
  const decoded = await verify(token, await secretOf(deps), { algorithm: 'HS256' }).catch(() => undefined)
  const claims = Claims.safeParse(decoded?.payload)
  const isFresh = claims.success && deps.now() < (claims.data.iat + KNOWN_BROWSER_DAYS * 86_400) * 1000
  return isFresh ? claims.data.people : []
}

export const nonceFor = (known: KnownPeople, userId: string | undefined): string | undefined =>
  known.find(([id]) => id === userId)?.[1]

/** The cookie's next value: this person is known here from now on, under a nonce of their own. */
export const rememberPerson = async (deps: Deps, known: KnownPeople, userId: string): Promise<string> => {
  const nonce = nonceFor(known, userId) ?? deps.newId()
  const people = [[userId, nonce], ...known.filter(([id]) => id !== userId)].slice(0, MAX_PEOPLE)
  return sign({ people, iat: Math.floor(deps.now() / 1000) }, await secretOf(deps), 'HS256')
}
