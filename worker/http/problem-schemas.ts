import * as z from 'zod'
import { line, prose } from './schemas.ts'

// Also judges the portal's forms: imports nothing but schemas.

export const NewProblem = z.strictObject({ text: line(300), outOfOrder: z.boolean().default(false) })

export const ProblemAnswer = z.strictObject({
  state: z.enum(['in_progress', 'done']),
  answer: prose(1_000).pipe(z.string().min(1)),
  /** Lets the machine be booked again. */
  backInService: z.boolean().default(false),
})
