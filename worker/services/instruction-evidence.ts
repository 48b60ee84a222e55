import { type EvidenceFilter, type RecordWithWords, selectEvidence } from '../db/instruction-records.ts'
import type { Deps } from '../deps.ts'
import { mayDo, type UserActor } from '../domain/access.ts'
import { isoOrNull } from './present.ts'
import { Refused } from './refusal.ts'

const where = (kioskId: string | null) => (kioskId === null ? ('portal' as const) : ('kiosk' as const))

const present = (found: RecordWithWords) => {
  const { record, qualificationId, name, kind, version, userName, trainerName } = found
  return {
    id: record.id,
    qualificationId,
    name,
    kind,
    textId: record.textId,
    version,
    userId: record.userId,
    userName,
    userSignedAt: isoOrNull(record.userSignedAt),
    userSignedIn: where(record.userKioskId),
    trainerName,
    trainerSignedAt: isoOrNull(record.trainerSignedAt),
    trainerSignedIn: where(record.trainerKioskId),
    completedAt: isoOrNull(record.completedAt),
    /** As it was given. */
    expiresAt: isoOrNull(record.expiresAt),
    /** As it counts: a new text may have ended it earlier, a new signature or a trainer taken its place. */
    endedAt: isoOrNull(found.revokedAt ?? (found.heldUntil === record.expiresAt ? null : found.heldUntil)),
  }
}

/**
 * The evidence of one person or one instruction, newest first, with each text that was signed. One's own is
 * anybody's; others' is for staff. Refuses with `forbidden`.
 */
export const readEvidence = async (deps: Deps, actor: UserActor, filter: EvidenceFilter) => {
  const isOwn = filter.userId === actor.id
  if (!isOwn && !mayDo(actor, 'instruction.confirm')) throw new Refused('forbidden')
  const found = await selectEvidence(deps.db, filter)
  const texts = new Map(found.map((one) => [one.record.textId, one]))
  return {
    items: found.map(present),
    texts: [...texts.values()].map(({ record, name, version, text }) => ({
      id: record.textId,
      name,
      version,
      text,
    })),
    nextCursor: null,
  }
}
