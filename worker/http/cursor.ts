import type * as z from 'zod'
import { Refused } from '../services/refusal.ts'

/** Where the next page begins, opaque to the caller: base64url of JSON. */
export const encodeCursor = (position: (string | number)[]): string =>
  btoa(JSON.stringify(position)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

/** Refuses a cursor that is not one of ours with `invalid_input`. */
export const decodeCursor = <S extends z.ZodType>(
  schema: S,
  cursor: string | undefined,
): z.output<S> | undefined => {
  if (cursor === undefined) return undefined
  try {
    return schema.parse(JSON.parse(atob(cursor.replaceAll('-', '+').replaceAll('_', '/'))))
  } catch {
    throw new Refused('invalid_input', { errors: [{ path: 'cursor', code: 'invalid_cursor' }] })
  }
}
