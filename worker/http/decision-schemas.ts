import * as z from 'zod'
import { line, prose } from './schemas.ts'

// Also judges the portal's forms: imports nothing but schemas.

/** A trainer's yes may have a word with it, a no must. */
export const Approval = z.strictObject({ text: line(300).optional() })
export const Rejection = z.strictObject({ text: line(300) })

/** How an incident was dealt with. */
export const Resolution = z.strictObject({ resolution: prose(500).optional() })

/** Why everything is switched off. */
export const Stop = z.strictObject({ reason: line(300) })
