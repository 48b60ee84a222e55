import type { Context } from 'hono'
import { Refused } from '../services/refusal.ts'

/**
 * The version a change is meant for, from `If-Match: "7"`. Refuses with `version_required` where it
 * is missing or no version: a change must not undo what its author has not seen.
 */
export const versionOf = (c: Context): number => {
  const match = c.req.header('if-match')?.match(/^(?:W\/)?"(\d{1,9})"$/)
  if (!match?.[1]) throw new Refused('version_required')
  return Number(match[1])
}
