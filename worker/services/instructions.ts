import { type Changes, insertAudit } from '../db/audit-events.ts'
import { duplicateOf } from '../db/database.ts'
import { type RecordWithWords, selectPending } from '../db/instruction-records.ts'
import {
  findCurrentText,
  type InstructionText,
  insertText,
  selectHeldLonger,
  selectInstructions,
  selectTexts,
  shortenGrants,
} from '../db/instructions.ts'
import { selectGrantsOf } from '../db/qualifications.ts'
import type { Deps } from '../deps.ts'
import type { UserActor } from '../domain/access.ts'
import { endOfDay } from '../domain/local-day.ts'
import { deedOf } from './audit.ts'
import { notify } from './notify.ts'
import { iso, isoOrNull } from './present.ts'
import { requireQualification } from './qualifications.ts'
import { Refused } from './refusal.ts'

const presentText = ({
  id,
  version,
  text,
  publishedAt,
  signAgainAt,
}: Omit<InstructionText, 'qualificationId' | 'publishedBy'>) => ({
  id,
  version,
  text,
  publishedAt: iso(publishedAt),
  /** From then on only signatures under this version count; null: older ones run out by themselves. */
  signAgainAt: isoOrNull(signAgainAt),
})

/** Whose signature is missing under the version in force; null when nothing has been begun. */
const waitsFor = (pending: RecordWithWords | undefined): 'person' | 'trainer' | null =>
  pending ? (pending.record.userSignedAt === null ? 'person' : 'trainer') : null

/** What can be instructed with the text in force, and how the caller stands. */
export const listInstructions = async (deps: Deps, actor: UserActor) => {
  const now = deps.now()
  // Not as a batch, which can't tell columns of one name in two tables apart.
  const [rows, grants, pending] = await Promise.all([
    selectInstructions(deps.db),
    selectGrantsOf(deps.db, actor.id),
    selectPending(deps.db, actor.id),
  ])
  const items = rows.map(({ qualification: { id, name, kind, validMonths, minorMonths }, text }) => {
    const grant = grants.find(({ qualificationId }) => qualificationId === id)
    const isValid = grant !== undefined && (grant.expiresAt === null || grant.expiresAt > now)
    return {
      id,
      name,
      kind,
      validMonths,
      minorMonths,
      text: text && presentText(text),
      mine: {
        state: grant ? (isValid ? ('valid' as const) : ('expired' as const)) : ('none' as const),
        expiresAt: isoOrNull(grant?.expiresAt ?? null),
        waitsFor: waitsFor(pending.find(({ qualificationId }) => qualificationId === id)),
      },
    }
  })
  return { items, nextCursor: null }
}

/** All versions of a text, newest first. Refuses with `not_found`. */
export const listTexts = async (deps: Deps, id: string) => {
  await requireQualification(deps, id)
  const texts = await selectTexts(deps.db, id)
  return {
    items: texts.map(({ publishedByName, ...text }) => ({
      ...presentText(text),
      publishedBy: publishedByName,
    })),
    nextCursor: null,
  }
}

/** What waits for one of the two signatures, of everybody. */
export const listPending = async (deps: Deps) => {
  const pending = await selectPending(deps.db)
  return {
    items: pending.map(({ record, qualificationId, userName, trainerName, ...more }) => ({
      qualificationId,
      textId: record.textId,
      version: more.version,
      userId: record.userId,
      userName,
      waitsFor: record.userSignedAt === null ? ('person' as const) : ('trainer' as const),
      userSignedAt: isoOrNull(record.userSignedAt),
      trainerSignedAt: isoOrNull(record.trainerSignedAt),
      trainerName,
    })),
    nextCursor: null,
  }
}

/**
 * Puts a new version of the text in force. With `signAgainBy`, what was signed before ends with that local day,
 * and who held it longer is told; without, older signatures are good for as long as they were given.
 * Refuses with `not_found`, `conflict` when somebody else was faster, `invalid_input` for a day that is over.
 */
export const publishText = async (
  deps: Deps,
  actor: UserActor,
  id: string,
  { text, signAgainBy }: { text: string; signAgainBy: string | null },
) => {
  const [qualification, before] = await Promise.all([
    requireQualification(deps, id),
    findCurrentText(deps.db, id),
  ])
  const at = deps.now()
  const signAgainAt = signAgainBy === null ? null : endOfDay(signAgainBy, deps.config.timeZone)
  if (signAgainAt !== null && signAgainAt <= at)
    throw new Refused('invalid_input', { errors: [{ path: 'signAgainBy', code: 'expires_in_past' }] })
  const row: InstructionText = {
    id: deps.newId(),
    qualificationId: id,
    version: (before?.version ?? 0) + 1,
    text,
    signAgainAt,
    publishedAt: at,
    publishedBy: actor.id,
  }
  const told = signAgainAt === null ? [] : await selectHeldLonger(deps.db, id, signAgainAt)
  const changes: Changes = {
    version: [before?.version ?? null, row.version],
    signAgainBy: [null, signAgainBy],
  }
  const deed = { at, action: 'instruction.publish', entityId: id, changes } as const
  await deps.db
    .batch([
      insertText(deps.db, row),
      insertAudit(deps.db, deedOf(actor, deed)),
      ...(signAgainAt === null ? [] : [shortenGrants(deps.db, id, signAgainAt)]),
      ...told.map(({ userId }) =>
        notify(deps, {
          userId,
          kind: 'instruction_changed',
          params: { instruction: qualification.name, until: signAgainAt ?? at },
        }),
      ),
    ])
    .catch((error: unknown) => {
      if (duplicateOf(error) === undefined) throw error
      throw new Refused('conflict', { errors: [{ path: 'text', code: 'text_outdated' }] })
    })
  return presentText(row)
}
