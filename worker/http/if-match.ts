import type { MiddlewareHandler } from 'hono'
import * as z from 'zod'
import { Refused } from '../services/refusal.ts'
import type { PersonEnv } from './may.ts'
import { describing } from './validate.ts'

const VERSION = /^(?:W\/)?"(\d{1,9})"$/
const HEADER = describing(
  'header',
  z.object({
    'If-Match': z.string().regex(VERSION).meta({ description: 'The version the change is meant for' }),
  }),
)

/** Where `ifMatch` has been: `c.var.version` is the version a change is meant for. */
export type VersionEnv = PersonEnv & { Variables: { version: number } }

/**
 * Reads `If-Match: "7"`. Refuses with `version_required` where it is missing or no version: a change must not
 * undo what its author has not seen.
 */
export const ifMatch = (): MiddlewareHandler<VersionEnv> => Object.assign(readVersion, HEADER)

const readVersion: MiddlewareHandler<VersionEnv> = async (c, next) => {
  const match = c.req.header('if-match')?.match(VERSION)
  if (!match?.[1]) throw new Refused('version_required')
  c.set('version', Number(match[1]))
  await next()
}
