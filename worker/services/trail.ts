import { insertAudit } from '../db/audit-events.ts'
import { insertAuditUnlessSince, selectTrail, type TrailFilter, type TrailRow } from '../db/audit-trail.ts'
import { selectPlugs } from '../db/plugs.ts'
import { selectPrinters } from '../db/printers.ts'
import { selectNames } from '../db/users.ts'
import type { Deps } from '../deps.ts'
import type { Actor } from '../domain/access.ts'
import { lookOf, ONE_LOOK_MS, requireReason } from './history.ts'
import { iso } from './present.ts'
import { namedWords } from './search-words.ts'
import type { Table } from './table-file.ts'

type Why = { reason?: string | undefined }

/** More than a spreadsheet is good for; the filter narrows it down. */
const MAX_EXPORT_ROWS = 20_000

const presentEvent = ({ event, actorName }: TrailRow) => ({
  id: event.id,
  at: iso(event.at),
  actor: { kind: event.actorKind, id: event.actorId, name: actorName },
  action: event.action,
  entityId: event.entityId,
  changes: event.changes,
  address: event.address,
  requestId: event.requestId,
})

type TrailQuery = Omit<TrailFilter, 'words'> & { search?: string | undefined }

/** Who and what the trail can name. */
const readNamed = async (deps: Deps) => {
  const [people, printers, plugs] = await Promise.all([
    selectNames(deps.db, { state: 'all', now: deps.now() }),
    selectPrinters(deps.db),
    selectPlugs(deps.db),
  ])
  return [
    ...people.map(({ id, displayName, username }) => ({ id, name: `${displayName} ${username}` })),
    ...printers,
    ...plugs,
  ]
}

/**
 * A page of the trail, and where the next one begins. It is the history of everybody: in works-council mode it
 * opens with a reason and on record, see `history.ts`.
 */
export const listTrail = async (
  deps: Deps,
  actor: Actor,
  { reason, search, ...filter }: TrailQuery & Why,
) => {
  await requireReason(deps, reason)
  if (reason !== undefined) {
    const look = lookOf(deps, actor, { action: 'audit.read', entityId: 'audit', reason })
    await insertAuditUnlessSince(deps.db, look, deps.now() - ONE_LOOK_MS)
  }
  const words = await namedWords(search, () => readNamed(deps))
  const rows = await selectTrail(deps.db, { ...filter, words, limit: filter.limit + 1 })
  const page = rows.slice(0, filter.limit)
  const last = rows.length > filter.limit ? page.at(-1)?.event : undefined
  return { items: page.map(presentEvent), nextCursor: last ? { action: last.action, id: last.id } : null }
}

/** The trail as a table. That it was taken out is itself on record. */
export const exportTrail = async (
  deps: Deps,
  actor: Actor,
  { reason, search, ...filter }: Omit<TrailQuery, 'limit' | 'after' | 'order'> & Why,
): Promise<Table> => {
  await requireReason(deps, reason)
  const words = await namedWords(search, () => readNamed(deps))
  const rows = await selectTrail(deps.db, { ...filter, words, order: '-at', limit: MAX_EXPORT_ROWS })
  await insertAudit(deps.db, lookOf(deps, actor, { action: 'audit.export', entityId: 'audit', reason }))
  return {
    headings: [
      'at',
      'actorKind',
      'actorId',
      'actorName',
      'action',
      'entityId',
      'changes',
      'address',
      'requestId',
    ],
    rows: rows.map(({ event, actorName }) => [
      iso(event.at),
      event.actorKind,
      event.actorId,
      actorName,
      event.action,
      event.entityId,
      JSON.stringify(event.changes),
      event.address,
      event.requestId,
    ]),
  }
}
