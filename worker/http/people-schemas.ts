import * as z from 'zod'
import { ROLES } from '../domain/access.ts'
import { Id, Instant, line } from './schemas.ts'

// Also judges the portal's forms: imports nothing but schemas and the domain's words.

/** What is typed to sign in. Longer than any password may be, so that a long one is wrong, not invalid. */
export const TypedPassword = z.string().min(1).max(1024)
/** A password somebody chooses; `services/passwords.ts` judges it. */
export const ChosenPassword = z.string().min(1).max(256)
/** From an authenticator app, a list of recovery codes, or the console. */
export const TypedCode = z
  .string()
  .min(1)
  .max(40)
  .regex(/^[A-Za-z0-9 -]+$/)
/** What shows that somebody is still the one who signed in. */
export const OwnPassword = z.strictObject({ password: TypedPassword })
/** The first code from a new authenticator app. */
export const OwnCode = z.strictObject({ code: TypedCode })

/** Lower case, so that nobody mistakes one person for another. */
export const Username = z
  .string()
  .max(200)
  .transform((text) => text.normalize('NFC').trim().toLowerCase())
  .pipe(
    z
      .string()
      .min(2)
      .max(64)
      .refine((text) => /^[a-z0-9äöüß][a-z0-9äöüß._@-]*$/.test(text), { params: { code: 'bad_username' } }),
  )

/** A local day, YYYY-MM-DD. */
export const Day = z.iso.date()

const profile = {
  username: Username,
  displayName: line(80),
  role: z.enum(ROLES),
  cohortId: Id.nullable(),
  expiresAt: Instant.nullable(),
}
export const NewUser = z.strictObject({
  ...profile,
  cohortId: profile.cohortId.default(null),
  expiresAt: profile.expiresAt.default(null),
  password: ChosenPassword.optional(),
})
export const UserChange = z.strictObject({ ...profile, disabled: z.boolean() }).partial()

const cohort = { name: line(60), endsOn: Day.nullable() }
export const NewCohort = z.strictObject({ ...cohort, endsOn: cohort.endsOn.default(null) })
export const CohortChange = z.strictObject(cohort).partial()
