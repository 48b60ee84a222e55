import { Secret, TOTP } from 'otpauth'
import { insertAudit, insertAuditIfChanged } from '../db/audit-events.ts'
import {
  countUnusedRecoveryCodes,
  deleteRecoveryCodes,
  insertRecoveryCodes,
  spendRecoveryCode,
} from '../db/recovery-codes.ts'
import { advanceTotpStep, findUser, type User, updateUser } from '../db/users.ts'
import type { Deps } from '../deps.ts'
import type { UserActor } from '../domain/access.ts'
import { deedOf } from './audit.ts'
import { hexHmac } from './digest.ts'
import { requireOwnPassword } from './own-password.ts'
import { plainCode, randomCode } from './random-code.ts'
import { Refused } from './refusal.ts'
import { tellAccessChanged } from './security-messages.ts'
import { readSettings } from './settings.ts'
import { seal, unseal } from './vault.ts'

const PERIOD_S = 30
/** One step early or late: a phone's clock may be half a minute off. */
const WINDOW = 1
const SECRET_BYTES = 20
const RECOVERY_CODES = 10

const purposeOf = (userId: string): string => `totp:${userId}`

const totpOf = (secret: string, facts: { issuer?: string; label?: string } = {}): TOTP =>
  new TOTP({ ...facts, secret: Secret.fromBase32(secret), digits: 6, period: PERIOD_S, algorithm: 'SHA1' })

/** The time step a code belongs to, or null when it is wrong. */
const stepOf = async (deps: Deps, user: User, code: string): Promise<number | null> => {
  if (user.totpSecret === null) return null
  const totp = totpOf(await unseal(deps, purposeOf(user.id), user.totpSecret))
  const timestamp = deps.now()
  const delta = totp.validate({ token: plainCode(code), timestamp, window: WINDOW })
  return delta === null ? null : Math.floor(timestamp / 1000 / PERIOD_S) + delta
}

const recoveryHash = (deps: Deps, userId: string, code: string): Promise<string> =>
  hexHmac(deps.config.dataSecret, `recovery:${userId}:${plainCode(code)}`)

/** Is this the app's code, or an unused recovery code? Either is accepted once, also of two at the same time. */
export const acceptCode = async (deps: Deps, user: User, code: string): Promise<boolean> => {
  const step = await stepOf(deps, user, code)
  if (step !== null) return (await advanceTotpStep(deps.db, user.id, step)).meta.changes === 1
  const used = await spendRecoveryCode(deps.db, user.id, await recoveryHash(deps, user.id, code), deps.now())
  return used.meta.changes === 1
}

const requireSelf = async (deps: Deps, actor: UserActor): Promise<User> => {
  const user = await findUser(deps.db, actor.id)
  if (!user) throw new Refused('unauthenticated')
  return user
}

export const readSecondFactor = async (deps: Deps, actor: UserActor) => {
  const user = await requireSelf(deps, actor)
  const [left] = await countUnusedRecoveryCodes(deps.db, actor.id)
  return { enabledAt: user.totpEnabledAt, recoveryCodesLeft: left?.unused ?? 0 }
}

/**
 * Makes a new secret for the app; it counts only after `confirmSecondFactor`. Refuses with `invalid_input`
 * on a wrong password, `invalid_state` when there is a second factor already.
 */
export const beginSecondFactor = async (deps: Deps, actor: UserActor, password: string) => {
  const user = await requireOwnPassword(deps, actor, password, 'password')
  if (user.totpEnabledAt !== null) throw new Refused('invalid_state')
  const secret = new Secret({ size: SECRET_BYTES }).base32
  const { siteName } = await readSettings(deps)
  await updateUser(deps.db, user.id, {
    totpSecret: await seal(deps, purposeOf(user.id), secret),
    totpLastStep: null,
    updatedAt: deps.now(),
  })
  return { secret, uri: totpOf(secret, { issuer: siteName, label: user.username }).toString() }
}

const newRecoveryCodes = async (deps: Deps, userId: string) => {
  const codes = Array.from({ length: RECOVERY_CODES }, () => randomCode(2, 5))
  const hashes = await Promise.all(codes.map((code) => recoveryHash(deps, userId, code)))
  const statements = [
    deleteRecoveryCodes(deps.db, userId),
    insertRecoveryCodes(deps.db, userId, hashes, deps.now()),
  ] as const
  return { codes, statements }
}

/** Turns the second factor on with a first right code; the recovery codes are in this answer only. */
export const confirmSecondFactor = async (
  deps: Deps,
  actor: UserActor,
  code: string,
): Promise<{ recoveryCodes: string[] }> => {
  const user = await requireSelf(deps, actor)
  if (user.totpSecret === null || user.totpEnabledAt !== null) throw new Refused('invalid_state')
  const step = await stepOf(deps, user, code)
  if (step === null) throw new Refused('invalid_input', { errors: [{ path: 'code', code: 'wrong_code' }] })
  const now = deps.now()
  const { codes, statements } = await newRecoveryCodes(deps, user.id)
  await deps.db.batch([
    ...statements,
    updateUser(deps.db, user.id, { totpEnabledAt: now, totpLastStep: step, updatedAt: now }),
    insertAudit(deps.db, deedOf(actor, { at: now, action: 'second_factor.enable', entityId: user.id })),
    tellAccessChanged(deps, user.id, 'second_factor_on'),
  ])
  return { recoveryCodes: codes }
}

/** New recovery codes; the old ones are void. */
export const renewRecoveryCodes = async (deps: Deps, actor: UserActor, password: string) => {
  const user = await requireOwnPassword(deps, actor, password, 'password')
  if (user.totpEnabledAt === null) throw new Refused('invalid_state')
  const { codes, statements } = await newRecoveryCodes(deps, user.id)
  const deed = { at: deps.now(), action: 'second_factor.renew_codes', entityId: user.id } as const
  await deps.db.batch([
    ...statements,
    insertAudit(deps.db, deedOf(actor, deed)),
    tellAccessChanged(deps, user.id, 'recovery_codes_renewed'),
  ])
  return { recoveryCodes: codes }
}

/** The statements that take a person's second factor away. */
export const withoutSecondFactor = (deps: Deps, userId: string) =>
  [
    deleteRecoveryCodes(deps.db, userId),
    updateUser(deps.db, userId, {
      totpSecret: null,
      totpEnabledAt: null,
      totpLastStep: null,
      updatedAt: deps.now(),
    }),
  ] as const

export const disableSecondFactor = async (deps: Deps, actor: UserActor, password: string): Promise<void> => {
  const user = await requireOwnPassword(deps, actor, password, 'password')
  const deed = { at: deps.now(), action: 'second_factor.disable', entityId: user.id } as const
  await deps.db.batch([
    ...withoutSecondFactor(deps, user.id),
    insertAuditIfChanged(deps.db, deedOf(actor, deed)),
    ...(user.totpEnabledAt === null ? [] : [tellAccessChanged(deps, user.id, 'second_factor_off')]),
  ])
}
