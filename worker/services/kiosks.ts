import { insertAudit, insertAuditIfChanged } from '../db/audit-events.ts'
import { endVisitsAt } from '../db/kiosk-visits.ts'
import { findKiosk, insertKiosk, revokeKiosk, selectKiosks, setKioskCode } from '../db/kiosks.ts'
import type { Deps } from '../deps.ts'
import type { Actor } from '../domain/access.ts'
import { deedOf } from './audit.ts'
import { hexHmac } from './digest.ts'
import { iso, isoOrNull } from './present.ts'
import { plainCode, randomDigits } from './random-code.ts'
import { Refused } from './refusal.ts'

const CODE_MS = 10 * 60_000

/** Eight digits would soon be guessed from their bare digest. */
export const enrolmentCodeHash = (deps: Deps, code: string): Promise<string> =>
  hexHmac(deps.config.dataSecret, `enrolment:${plainCode(code)}`)

const newCode = async (deps: Deps) => {
  const code = randomDigits(2, 4)
  const codeExpiresAt = deps.now() + CODE_MS
  return { code, codeHash: await enrolmentCodeHash(deps, code), codeExpiresAt }
}

/** A kiosk to be: its device is enrolled by the code, which is in this answer only and valid for ten minutes. */
export const addKiosk = async (deps: Deps, actor: Actor, { name }: { name: string }) => {
  const now = deps.now()
  const id = deps.newId()
  const { code, codeHash, codeExpiresAt } = await newCode(deps)
  // No token has this digest.
  const row = { id, name, tokenHash: `not enrolled ${id}`, createdAt: now, codeHash, codeExpiresAt }
  await deps.db.batch([
    insertKiosk(deps.db, row),
    insertAudit(
      deps.db,
      deedOf(actor, { at: now, action: 'kiosk.add', entityId: id, changes: { name: [null, name] } }),
    ),
  ])
  return { id, name, code, codeExpiresAt: iso(codeExpiresAt) }
}

/** Another code for a kiosk that is there already; its device stays in until the code is used. */
export const renewKioskCode = async (deps: Deps, actor: Actor, id: string) => {
  const kiosk = await findKiosk(deps.db, id)
  if (!kiosk) throw new Refused('not_found')
  const { code, codeHash, codeExpiresAt } = await newCode(deps)
  await deps.db.batch([
    setKioskCode(deps.db, id, codeHash, codeExpiresAt),
    insertAuditIfChanged(
      deps.db,
      deedOf(actor, { at: deps.now(), action: 'kiosk.renew_code', entityId: id }),
    ),
  ])
  return { id, name: kiosk.name, code, codeExpiresAt: iso(codeExpiresAt) }
}

export const listKiosks = async (deps: Deps) => {
  const rows = await selectKiosks(deps.db)
  return rows.map(({ id, name, createdAt, enrolledAt, lastSeenAt, codeExpiresAt }) => ({
    id,
    name,
    createdAt: iso(createdAt),
    enrolledAt: isoOrNull(enrolledAt),
    lastSeenAt: isoOrNull(lastSeenAt),
    codeExpiresAt: codeExpiresAt !== null && codeExpiresAt > deps.now() ? iso(codeExpiresAt) : null,
  }))
}

/** Locks the device out at once, and whoever stands at it. Refuses with `not_found`. */
export const removeKiosk = async (deps: Deps, actor: Actor, id: string): Promise<void> => {
  const now = deps.now()
  const [revoked] = await deps.db.batch([
    revokeKiosk(deps.db, id, now),
    insertAuditIfChanged(deps.db, deedOf(actor, { at: now, action: 'kiosk.revoke', entityId: id })),
    endVisitsAt(deps.db, id, now),
  ])
  if (revoked.meta.changes === 0) throw new Refused('not_found')
  deps.inBackground(deps.live.dismiss(id))
}
