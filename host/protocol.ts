/**
 * What the worker may ask of the machine it runs on, through the service binding `HOST`.
 * Plain HTTP with JSON bodies; answers other than 200 are problem+json.
 */
import * as z from 'zod'

/** `POST http://host/password/hash` — bcrypt, cost 12, on native threads. */
export const HashRequest = z.strictObject({ password: z.string().min(1).max(72) })
export const HashAnswer = z.object({ hash: z.string() })

/** `POST http://host/password/verify` */
export const VerifyRequest = z.strictObject({ password: z.string().max(1024), hash: z.string() })
export const VerifyAnswer = z.object({ matches: z.boolean() })

/**
 * `POST http://host/password/strength` — how guessable a password is: 0 (at once) to 4, with the reasons
 * by the names zxcvbn gives them. `known` is what an attacker knows of the person.
 */
export const StrengthRequest = z.strictObject({
  password: z.string().max(72),
  known: z.array(z.string().max(120)).max(20),
})
export const StrengthAnswer = z.object({
  score: z.int().min(0).max(4),
  warning: z.string().nullable(),
  suggestions: z.array(z.string()),
})

/** The address the worker uses for the binding; only the path matters. */
export const HOST_ORIGIN = 'http://host'
