import type { MiddlewareHandler } from 'hono'
import * as z from 'zod'
import { hexSha256 } from '../services/digest.ts'
import { Refused } from '../services/refusal.ts'
import type { PersonEnv } from './may.ts'
import { describing } from './validate.ts'

const KEY = /^[\x21-\x7e]{1,200}$/
const DESCRIPTION = 'Of your own choice: a repetition within 24 h is answered, not done again'
const HEADER = describing(
  'header',
  z.object({ 'Idempotency-Key': z.string().regex(KEY).optional().meta({ description: DESCRIPTION }) }),
)

/** Reads `Idempotency-Key`: a repeated request with the same key within 24 h is answered, not done again. */
export const once = (): MiddlewareHandler<PersonEnv> => Object.assign(readKey, HEADER)

const readKey: MiddlewareHandler<PersonEnv> = async (c, next) => {
  const key = c.req.header('idempotency-key')
  if (key !== undefined) {
    if (!KEY.test(key)) {
      throw new Refused('invalid_input', { errors: [{ path: 'Idempotency-Key', code: 'invalid_key' }] })
    }
    const fingerprint = await hexSha256(`${c.req.method} ${c.req.path}\n${await c.req.text()}`)
    const { person } = c.var
    c.set('person', { ...person, via: { ...person.via, once: { key, fingerprint } } })
  }
  await next()
}
