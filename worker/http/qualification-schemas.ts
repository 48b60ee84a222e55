import * as z from 'zod'
import { Id, Instant, line, MachineKind, prose } from './schemas.ts'

// Also judges the portal's forms: imports nothing but schemas and the domain's words.

const qualification = {
  name: line(80),
  description: prose(2000).nullable().optional(),
  /** How long a grant is good for; 12 unless told, `null` for ever. */
  validMonths: z.number().int().min(1).max(120).nullable().optional(),
  /** The same for minors, where it is shorter; 6 unless told, `null` as for everybody. */
  minorMonths: z.number().int().min(1).max(120).nullable().optional(),
  /** The kind of machine that apprentices may book only with it. */
  kind: MachineKind.nullable().optional(),
}
export const NewQualification = z.strictObject(qualification)
export const QualificationChange = z.strictObject({ ...qualification, name: qualification.name.optional() })
export const NewGrant = z.strictObject({
  userId: Id,
  expiresAt: Instant.nullable().optional(),
  note: line(200).optional(),
})
