import { type Changes, insertAuditIfChanged } from '../db/audit-events.ts'
import { selectStaffIds } from '../db/booking-facts.ts'
import { completeRecord, findRecord, type Signature, signRecord } from '../db/instruction-records.ts'
import { findCurrentText } from '../db/instructions.ts'
import { findAdultOn } from '../db/minors.ts'
import type { QualificationRow } from '../db/qualifications.ts'
import { findUser, isActive, type User } from '../db/users.ts'
import type { Deps } from '../deps.ts'
import { type UserActor, whoMay } from '../domain/access.ts'
import { instructedUntil } from '../domain/instruction.ts'
import { localDay } from '../domain/local-day.ts'
import { instantOf } from '../domain/local-time.ts'
import { deedOf } from './audit.ts'
import { proveAtKiosk } from './kiosk-proof.ts'
import { succeed } from './lock-out.ts'
import { notifyIfChanged } from './notify.ts'
import { isoOrNull } from './present.ts'
import { requireQualification } from './qualifications.ts'
import { Refused } from './refusal.ts'

/** Both sign what is in force: a text that was replaced meanwhile has to be read again. */
const requireCurrent = async (deps: Deps, id: string, textId: string): Promise<QualificationRow> => {
  const [qualification, text] = await Promise.all([
    requireQualification(deps, id),
    findCurrentText(deps.db, id),
  ])
  if (text?.id !== textId)
    throw new Refused('conflict', { errors: [{ path: 'textId', code: 'text_outdated' }] })
  return qualification
}

type Signing = Pick<Signature, 'textId' | 'userId' | 'by'>

/** Tells whoever has to sign next. */
const tellOther = async (
  deps: Deps,
  { userId, by }: Signing,
  { name }: QualificationRow,
  signer: UserActor,
) => {
  if (by === 'trainer')
    return [notifyIfChanged(deps, { userId, kind: 'instruction_to_sign', params: { instruction: name } })]
  const [person, staff] = await Promise.all([findUser(deps.db, userId), selectStaffIds(deps.db)])
  const params = { instruction: name, person: person?.displayName ?? '' }
  return staff
    .filter((id) => id !== signer.id)
    .map((id) => notifyIfChanged(deps, { userId: id, kind: 'instruction_signed', params }))
}

/** One signature; the second completes the record and becomes a grant, all in one transaction. */
const sign = async (
  deps: Deps,
  signer: UserActor,
  qualification: QualificationRow,
  signing: Signing,
  tellsOther: boolean,
): Promise<void> => {
  const { textId, userId, by } = signing
  const { timeZone } = deps.config
  const at = deps.now()
  const today = localDay(at, timeZone)
  const [adultOn, others] = await Promise.all([
    findAdultOn(deps.db, userId),
    tellsOther ? tellOther(deps, signing, qualification, signer) : [],
  ])
  const completion = {
    qualificationId: qualification.id,
    textId,
    userId,
    grantId: deps.newId(),
    at,
    expiresAt: instructedUntil(qualification, { at, today, adultOn, timeZone }),
  }
  const signature = { ...signing, signerId: signer.id, kioskId: signer.kioskId ?? null, at }
  const changes: Changes = { textId: [null, textId], by: [null, by], userId: [null, userId] }
  const granted: Changes = { userId: [null, userId], expiresAt: [null, completion.expiresAt] }
  const deed = { at, action: 'instruction.sign', entityId: qualification.id, changes } as const
  await deps.db.batch([
    signRecord(deps.db, deps.newId(), signature, instantOf(today, '00:00', timeZone)),
    insertAuditIfChanged(deps.db, deedOf(signer, deed)),
    ...others,
    ...completeRecord(deps.db, completion),
    insertAuditIfChanged(
      deps.db,
      deedOf(signer, { at, action: 'qualification.grant', entityId: qualification.id, changes: granted }),
    ),
  ])
}

const standing = async (deps: Deps, textId: string, userId: string) => {
  const record = await findRecord(deps.db, textId, userId)
  return {
    userId,
    userSignedAt: isoOrNull(record?.userSignedAt ?? null),
    trainerSignedAt: isoOrNull(record?.trainerSignedAt ?? null),
    completedAt: isoOrNull(record?.completedAt ?? null),
    expiresAt: isoOrNull(record?.expiresAt ?? null),
  }
}

/** A trainer who stands beside the person at a kiosk, by name and PIN. */
const trainerBeside = async (deps: Deps, actor: UserActor, proof: { username: string; pin: string }) => {
  if (actor.kioskId === undefined) throw new Refused('forbidden')
  const { user, attempt } = await proveAtKiosk(
    deps,
    { kind: 'kiosk', id: actor.kioskId, via: actor.via },
    proof,
  )
  await deps.db.batch([...succeed(deps, attempt)])
  if (!whoMay('instruction.confirm').includes(user.role)) throw new Refused('forbidden')
  if (user.id === actor.id) throw refuseOneself('trainer.username')
  return { ...actor, id: user.id, role: user.role }
}

const refuseOneself = (path: string) => new Refused('conflict', { errors: [{ path, code: 'not_yourself' }] })

/**
 * "I was instructed and have understood it", for oneself; at a kiosk, a trainer's PIN gives the other signature
 * in the same step. Signing twice is signing once. Refuses with `not_found`, `conflict` when the text has changed
 * or the trainer is oneself, `forbidden` for a PIN that is no trainer's, and like `proveAtKiosk`.
 */
export const signInstruction = async (
  deps: Deps,
  actor: UserActor,
  id: string,
  { textId, trainer }: { textId: string; trainer?: { username: string; pin: string } | undefined },
) => {
  const qualification = await requireCurrent(deps, id, textId)
  const beside = trainer && (await trainerBeside(deps, actor, trainer))
  await sign(deps, actor, qualification, { textId, userId: actor.id, by: 'person' }, beside === undefined)
  if (beside) await sign(deps, beside, qualification, { textId, userId: actor.id, by: 'trainer' }, false)
  return standing(deps, textId, actor.id)
}

const requireInstructed = async (
  deps: Deps,
  actor: UserActor,
  userId: string,
  path: string,
): Promise<User> => {
  if (userId === actor.id) throw refuseOneself(path)
  const user = await findUser(deps.db, userId)
  if (!user || !isActive(user, deps.now()))
    throw new Refused('invalid_input', { errors: [{ path, code: 'unknown_person' }] })
  return user
}

/**
 * "I have instructed them", by a trainer. Each of them signs too, before or after. Refuses with `not_found`,
 * `conflict` when the text has changed or somebody is oneself, `invalid_input` for people who are not there.
 */
export const confirmInstruction = async (
  deps: Deps,
  actor: UserActor,
  id: string,
  { textId, userIds }: { textId: string; userIds: string[] },
) => {
  const qualification = await requireCurrent(deps, id, textId)
  const wanted = [...new Set(userIds)]
  await Promise.all(wanted.map((userId, i) => requireInstructed(deps, actor, userId, `userIds.${i}`)))
  for (const userId of wanted) {
    const record = await findRecord(deps.db, textId, userId)
    const isLast = record?.userSignedAt != null && record.completedAt === null
    await sign(deps, actor, qualification, { textId, userId, by: 'trainer' }, !isLast)
  }
  return { items: await Promise.all(wanted.map((userId) => standing(deps, textId, userId))) }
}
