import { insertAudit, insertAuditIfChanged } from '../db/audit-events.ts'
import { findKioskByTokenHash, insertKiosk, revokeKiosk, selectKiosks } from '../db/kiosks.ts'
import type { Deps } from '../deps.ts'
import type { Actor, Caller, Via } from '../domain/access.ts'
import { deedOf } from './audit.ts'
import { hexSha256 } from './digest.ts'
import { Refused } from './refusal.ts'

/** The device behind a kiosk token, or nobody. */
export const authenticateKiosk = async (deps: Deps, via: Via, token: string): Promise<Caller> => {
  const kiosk = await findKioskByTokenHash(deps.db, await hexSha256(token))
  return kiosk ? { kind: 'kiosk', id: kiosk.id, via } : { kind: 'nobody', via }
}

/** The token is in this answer only; the database keeps its hash. */
export const enrolKiosk = async (deps: Deps, actor: Actor, { name }: { name: string }) => {
  const now = deps.now()
  const id = deps.newId()
  const token = `${deps.newId()}${deps.newId()}`.replaceAll('-', '')
  await deps.db.batch([
    insertKiosk(deps.db, { id, name, tokenHash: await hexSha256(token), createdAt: now, revokedAt: null }),
    insertAudit(
      deps.db,
      deedOf(actor, { at: now, action: 'kiosk.enrol', entityId: id, changes: { name: [null, name] } }),
    ),
  ])
  return { id, name, token }
}

export const listKiosks = async (deps: Deps) => {
  const rows = await selectKiosks(deps.db)
  return rows.map(({ id, name, createdAt }) => ({ id, name, createdAt: new Date(createdAt).toISOString() }))
}

export const removeKiosk = async (deps: Deps, actor: Actor, id: string): Promise<void> => {
  const now = deps.now()
  const [revoked] = await deps.db.batch([
    revokeKiosk(deps.db, id, now),
    insertAuditIfChanged(deps.db, deedOf(actor, { at: now, action: 'kiosk.revoke', entityId: id })),
  ])
  if (revoked.meta.changes === 0) throw new Refused('not_found')
  deps.inBackground(deps.live.dismiss(id))
}
