import { sign, verify } from '@tsndr/cloudflare-worker-jwt'
import * as z from 'zod'
import type { Clock } from './clock.ts'
import { BRIDGE_AUDIENCE, WORKER_AUDIENCE } from './protocol.ts'

const lifeSeconds = 60
/** Both processes run on one machine, but a token may be checked some seconds after it was made. */
const toleranceSeconds = 5

const Claims = z.object({ aud: z.literal(BRIDGE_AUDIENCE), exp: z.number() })

/** Whether `authorization` carries a token of the worker: our secret, our audience, at most 60 s to live. */
export const isFromWorker = async (
  authorization: string | undefined,
  secret: string,
  clock: Clock,
): Promise<boolean> => {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authorization ?? '')?.[1]
  if (!token) return false
  try {
    const found = await verify(token, secret, { algorithm: 'HS256', clockTolerance: toleranceSeconds })
    const claims = Claims.safeParse(found?.payload)
    return claims.success && claims.data.exp <= clock.now() / 1000 + lifeSeconds + toleranceSeconds
  } catch {
    // The library throws on a token that is no base64 or no JSON.
    return false
  }
}

/** A token for our calls to the worker, valid for 60 s. */
export const tokenForWorker = (secret: string, clock: Clock): Promise<string> => {
  const issuedAt = Math.floor(clock.now() / 1000)
  return sign({ aud: WORKER_AUDIENCE, iat: issuedAt, exp: issuedAt + lifeSeconds }, secret, {
    algorithm: 'HS256',
  })
}
