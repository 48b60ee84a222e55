import type * as z from 'zod'
import { Refused } from '../services/refusal.ts'

/** Where the next page begins, opaque to the caller: base64url of JSON in UTF-8, because `btoa` knows no Ł. */
export const encodeCursor = (position: (string | number)[]): string =>
  btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(position))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

const textOf = (cursor: string): string => {
  const bytes = atob(cursor.replaceAll('-', '+').replaceAll('_', '/'))
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
    Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)),
  )
}

/** Refuses a cursor that is not one of ours with `invalid_input`. */
export const decodeCursor = <S extends z.ZodType>(
  schema: S,
  cursor: string | undefined,
): z.output<S> | undefined => {
  if (cursor === undefined) return undefined
  try {
    return schema.parse(JSON.parse(textOf(cursor)))
  } catch {
    throw new Refused('invalid_input', { errors: [{ path: 'cursor', code: 'invalid_cursor' }] })
  }
}
