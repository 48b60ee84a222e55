import { renderSVG } from 'uqr'
import { insertAudit, insertAuditIfChanged } from '../db/audit-events.ts'
import { deletePhoto, findPhoto, savePhoto } from '../db/fault-photos.ts'
import { type FaultReport, findReport } from '../db/fault-reports.ts'
import type { Deps } from '../deps.ts'
import { mayDo, type UserActor } from '../domain/access.ts'
import { cleanPhoto } from '../domain/photo/photo.ts'
import { deedOf } from './audit.ts'
import { Refused } from './refusal.ts'

/** A photo may show people: it is for who took it and for staff; to others there is none. */
const requireShown = async (deps: Deps, actor: UserActor, id: string): Promise<FaultReport> => {
  const report = await findReport(deps.db, id)
  if (!report || (report.userId !== actor.id && !mayDo(actor, 'problem.answer')))
    throw new Refused('not_found')
  return report
}

/**
 * Adds a photo to one's own report, in the place of the one before, without what the camera wrote into it.
 * Refuses with `not_found`, `invalid_state` when the report is done, `invalid_input` for what is no picture.
 */
export const addPhoto = async (
  deps: Deps,
  actor: UserActor,
  id: string,
  bytes: Uint8Array,
): Promise<void> => {
  const report = await requireShown(deps, actor, id)
  if (report.userId !== actor.id) throw new Refused('forbidden')
  if (report.state === 'done') throw new Refused('invalid_state')
  const photo = cleanPhoto(bytes)
  if (!photo) throw new Refused('invalid_input', { errors: [{ path: '', code: 'no_photo' }] })
  const at = deps.now()
  const changes = { type: [null, photo.type], bytes: [null, photo.bytes.length] } as Record<
    string,
    [null, unknown]
  >
  await deps.db.batch([
    insertAudit(deps.db, deedOf(actor, { at, action: 'problem.add_photo', entityId: id, changes })),
    ...savePhoto(deps.db, id, { ...photo, at }),
  ])
}

/** Refuses with `not_found`, also for who may not see it. */
export const readPhoto = async (deps: Deps, actor: UserActor, id: string) => {
  await requireShown(deps, actor, id)
  const photo = await findPhoto(deps.db, id)
  if (!photo) throw new Refused('not_found')
  return { type: photo.type, body: new Blob(photo.parts) }
}

/** Takes a photo away that shows too much. Refuses with `not_found`. */
export const removePhoto = async (deps: Deps, actor: UserActor, id: string): Promise<void> => {
  await requireShown(deps, actor, id)
  const deed = { at: deps.now(), action: 'problem.remove_photo', entityId: id } as const
  const [removed] = await deps.db.batch([
    deletePhoto(deps.db, id),
    insertAuditIfChanged(deps.db, deedOf(actor, deed)),
  ])
  if (removed.meta.changes === 0) throw new Refused('not_found')
}

/** A QR code, as SVG, that leads to one's own report on `host`: a kiosk has no camera. Refuses with `not_found`. */
export const drawReportQr = async (
  deps: Deps,
  actor: UserActor,
  id: string,
  host: string,
): Promise<string> => {
  await requireShown(deps, actor, id)
  return renderSVG(`https://${host}/faults/${encodeURIComponent(id)}`, { ecc: 'M', border: 4 })
}
