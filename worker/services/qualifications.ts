import { type Changes, insertAudit, insertAuditIfChanged } from '../db/audit-events.ts'
import { duplicateOf } from '../db/database.ts'
import { findCurrentText } from '../db/instructions.ts'
import {
  findQualification,
  insertGrant,
  insertQualification,
  type QualificationRow,
  revokeGrant,
  selectGrantsOf,
  selectHolders,
  selectQualifications,
  updateQualification,
} from '../db/qualifications.ts'
import type { Deps } from '../deps.ts'
import type { UserActor } from '../domain/access.ts'
import { addMonths } from '../domain/local-time.ts'
import { compareNames } from '../domain/name-order.ts'
import { changesBetween, deedOf } from './audit.ts'
import { iso, isoOrNull } from './present.ts'
import { Refused } from './refusal.ts'
import { requireUser } from './sessions.ts'

export type NewQualification = {
  name: string
  description?: string | null | undefined
  validMonths?: number | null | undefined
  minorMonths?: number | null | undefined
  kind?: string | null | undefined
}
export type NewGrant = { userId: string; expiresAt?: number | null | undefined; note?: string | undefined }

type Grant = Awaited<ReturnType<typeof selectGrantsOf>>[number]

const present = ({ id, name, description, validMonths, minorMonths, kind }: QualificationRow) => ({
  id,
  name,
  description,
  validMonths,
  minorMonths,
  kind,
})

const presentGrant = (grant: Grant, now: number) => ({
  userId: grant.userId,
  userName: grant.displayName,
  grantedAt: iso(grant.grantedAt),
  expiresAt: isoOrNull(grant.expiresAt),
  isValid: grant.expiresAt === null || grant.expiresAt > now,
  note: grant.note,
})

export const requireQualification = async (deps: Deps, id: string): Promise<QualificationRow> => {
  const row = await findQualification(deps.db, id)
  if (!row) throw new Refused('not_found')
  return row
}

const refuseDuplicate = (error: unknown): never => {
  switch (duplicateOf(error)) {
    case 'qualifications.name':
      throw new Refused('conflict', { errors: [{ path: 'name', code: 'name_taken' }] })
    case 'qualifications.kind':
      throw new Refused('conflict', { errors: [{ path: 'kind', code: 'kind_taken' }] })
    default:
      throw error
  }
}

/** All qualifications, each with what the caller holds of it. */
export const listQualifications = async (deps: Deps, actor: UserActor) => {
  const [rows, grants] = await deps.db.batch([
    selectQualifications(deps.db),
    selectGrantsOf(deps.db, actor.id),
  ])
  const items = rows.map((row) => {
    const grant = grants.find(({ qualificationId }) => qualificationId === row.id)
    return { ...present(row), mine: grant ? presentGrant(grant, deps.now()) : null }
  })
  return { items, nextCursor: null }
}

/** Refuses with `conflict` for a name that exists, and for a kind of machine that has its instruction already. */
export const addQualification = async (deps: Deps, actor: UserActor, wanted: NewQualification) => {
  const now = deps.now()
  const row: QualificationRow = {
    id: deps.newId(),
    name: wanted.name,
    description: wanted.description ?? null,
    validMonths: wanted.validMonths === undefined ? 12 : wanted.validMonths,
    minorMonths: wanted.minorMonths === undefined ? 6 : wanted.minorMonths,
    kind: wanted.kind ?? null,
    createdAt: now,
    archivedAt: null,
  }
  const changes: Changes = {
    name: [null, row.name],
    validMonths: [null, row.validMonths],
    kind: [null, row.kind],
  }
  await deps.db
    .batch([
      insertQualification(deps.db, row),
      insertAudit(
        deps.db,
        deedOf(actor, { at: now, action: 'qualification.add', entityId: row.id, changes }),
      ),
    ])
    .catch(refuseDuplicate)
  return present(row)
}

/** What was granted before keeps its expiry. */
export const changeQualification = async (
  deps: Deps,
  actor: UserActor,
  id: string,
  change: Partial<NewQualification>,
) => {
  const row = await requireQualification(deps, id)
  const changes = changesBetween(row, change)
  if (Object.keys(changes).length > 0) {
    const deed = { at: deps.now(), action: 'qualification.change', entityId: id, changes } as const
    await deps.db
      .batch([updateQualification(deps.db, id, change), insertAuditIfChanged(deps.db, deedOf(actor, deed))])
      .catch(refuseDuplicate)
  }
  return present(await requireQualification(deps, id))
}

/** It can no longer be granted; machines that still ask for it are closed to whoever does not hold it. */
export const archiveQualification = async (deps: Deps, actor: UserActor, id: string): Promise<void> => {
  const now = deps.now()
  const row = await requireQualification(deps, id)
  // The name becomes free for a new one.
  const change = { archivedAt: now, name: `${row.name} (${iso(now)})` }
  await deps.db.batch([
    updateQualification(deps.db, id, change),
    insertAuditIfChanged(deps.db, deedOf(actor, { at: now, action: 'qualification.archive', entityId: id })),
  ])
}

export const listHolders = async (deps: Deps, id: string) => {
  await requireQualification(deps, id)
  const holders = await selectHolders(deps.db, id)
  const items = holders.map((grant) => presentGrant(grant, deps.now()))
  return { items: items.sort((a, b) => compareNames(a.userName, b.userName)), nextCursor: null }
}

/**
 * Grants it to somebody, in place of what they held of it before. Without `expiresAt` it is good for
 * the months the qualification says; `null` is for ever. Refuses with `conflict` what has a text: that is given
 * by two signatures.
 */
export const grantQualification = async (deps: Deps, actor: UserActor, id: string, wanted: NewGrant) => {
  const [row, holder, text] = await Promise.all([
    requireQualification(deps, id),
    requireUser(deps, wanted.userId),
    findCurrentText(deps.db, id),
  ])
  if (text) throw new Refused('conflict', { errors: [{ path: 'userId', code: 'needs_signatures' }] })
  const now = deps.now()
  const usual = row.validMonths === null ? null : addMonths(now, row.validMonths, deps.config.timeZone)
  const expiresAt = wanted.expiresAt === undefined ? usual : wanted.expiresAt
  if (expiresAt !== null && expiresAt <= now) {
    throw new Refused('invalid_input', { errors: [{ path: 'expiresAt', code: 'expires_in_past' }] })
  }
  const grant = {
    id: deps.newId(),
    qualificationId: id,
    userId: wanted.userId,
    grantedAt: now,
    grantedBy: actor.id,
    expiresAt,
    note: wanted.note ?? null,
    revokedAt: null,
  }
  const changes: Changes = { userId: [null, wanted.userId], expiresAt: [null, expiresAt] }
  await deps.db.batch([
    revokeGrant(deps.db, id, wanted.userId, now),
    insertGrant(deps.db, grant),
    insertAudit(deps.db, deedOf(actor, { at: now, action: 'qualification.grant', entityId: id, changes })),
  ])
  return presentGrant({ ...grant, name: row.name, displayName: holder.displayName }, now)
}

/** Refuses with `not_found` when the person does not hold it. Jobs that are booked stay. */
export const revokeQualification = async (
  deps: Deps,
  actor: UserActor,
  id: string,
  userId: string,
): Promise<void> => {
  const now = deps.now()
  const changes: Changes = { userId: [userId, null] }
  const [revoked] = await deps.db.batch([
    revokeGrant(deps.db, id, userId, now),
    insertAuditIfChanged(
      deps.db,
      deedOf(actor, { at: now, action: 'qualification.revoke', entityId: id, changes }),
    ),
  ])
  if (revoked.meta.changes === 0) throw new Refused('not_found')
}
