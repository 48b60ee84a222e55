import * as z from 'zod'
import { LINES, ONE_LINE } from '../domain/visible-text.ts'

/** An instant: ISO 8601 with zone in, epoch milliseconds inside. */
export const Instant = z.iso
  .datetime({ offset: true })
  .transform((text) => Date.parse(text))
  .meta({ description: 'ISO 8601 with offset', examples: ['2026-11-23T09:00:00.000Z'] })

export const Id = z.string().min(1).max(64)
export const IdParam = z.object({ id: Id })

/** One line of text without control characters and the like, normalised (NFC). */
export const line = (max: number) =>
  z
    .string()
    .max(max * 4)
    .transform((text) => text.normalize('NFC').trim())
    .pipe(z.string().min(1).max(max).regex(ONE_LINE))
    .meta({ minLength: 1, maxLength: max, description: 'One line' })

/** Text of several lines: line breaks and tabs are the only control characters. */
export const prose = (max: number) =>
  z
    .string()
    .max(max * 4)
    .transform((text) => text.normalize('NFC').replaceAll('\r\n', '\n').trim())
    .pipe(z.string().max(max).regex(LINES))
    .meta({ maxLength: max, description: 'Text of several lines' })

/** Closed by use, not by list: printers first, laser cutters and mills later. */
export const MachineKind = z.string().regex(/^[a-z][a-z0-9_]{1,31}$/)

/** How many items a list answers; 50 unless told, 200 at the most. */
export const Limit = z.coerce.number().int().min(1).max(200).default(50)
