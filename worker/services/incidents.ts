import { insertAuditIfChanged } from '../db/audit-events.ts'
import { trustClock } from '../db/clock-trust.ts'
import { type IncidentFilter, selectIncidents } from '../db/incident-lists.ts'
import {
  claimIncident,
  findIncident,
  INCIDENT_KINDS,
  type Incident,
  resolveIncident,
} from '../db/incidents.ts'
import { selectPrinters } from '../db/printers.ts'
import type { Deps } from '../deps.ts'
import { type Actor, mayDo, type UserActor } from '../domain/access.ts'
import { hasWords } from '../domain/name-order.ts'
import { deedOf } from './audit.ts'
import { closeReport } from './fault-reports.ts'
import { wordIncident, wordIncidentEnd } from './incident-texts.ts'
import { iso, isoOrNull, type Language, type Viewer } from './present.ts'
import { Refused } from './refusal.ts'
import { namedWords } from './search-words.ts'
import { viewerOf } from './viewer.ts'

/** Who dealt with it is told to staff only, and to oneself; who claimed what is history, to oneself. */
const present = (incident: Incident, { actor, language, historyFrom }: Viewer) => {
  const { claimedAt } = incident
  const isClaimHistory = historyFrom !== null && claimedAt !== null && claimedAt < historyFrom
  const isOwn = (userId: string | null): boolean => 'id' in actor && actor.id === userId
  const sees = (userId: string | null) => (mayDo(actor, 'incident.resolve') || isOwn(userId) ? userId : null)
  return {
    id: incident.id,
    kind: incident.kind,
    severity: incident.severity,
    text: wordIncident(incident.kind, language),
    printerId: incident.printerId,
    plugId: incident.plugId,
    jobId: incident.jobId,
    details: incident.details,
    open: incident.closedAt === null && incident.resolvedAt === null,
    openedAt: iso(incident.openedAt),
    /** Its cause is gone. */
    closedAt: isoOrNull(incident.closedAt),
    /** Somebody has dealt with it. */
    resolvedAt: isoOrNull(incident.resolvedAt),
    resolvedBy: sees(incident.resolvedBy),
    resolution: incident.resolution ?? wordIncidentEnd(incident.details, language),
    claimedAt: isoOrNull(incident.claimedAt),
    claimedBy: isClaimHistory && !isOwn(incident.claimedBy) ? null : sees(incident.claimedBy),
  }
}
export type IncidentView = ReturnType<typeof present>

const requireIncident = async (deps: Deps, id: string): Promise<Incident> => {
  const incident = await findIncident(deps.db, id)
  if (!incident) throw new Refused('not_found')
  return incident
}

type IncidentQuery = Omit<IncidentFilter, 'words'> & { search?: string | undefined }

/** What each word of a search can mean here: an incident's words are its reader's, so they are not in the database. */
const meaningsOf = async (deps: Deps, language: Language, search: string | undefined) =>
  (await namedWords(search, () => selectPrinters(deps.db))).map(({ text, ids }) => ({
    text,
    kinds: INCIDENT_KINDS.filter((kind) => hasWords(wordIncident(kind, language), text)),
    printerIds: ids,
  }))

/** A page of incidents, and where the next one begins. A search finds texts, machines and resolutions. */
export const listIncidents = async (
  deps: Deps,
  actor: Actor,
  language: Language,
  { search, ...filter }: IncidentQuery,
) => {
  const words = await meaningsOf(deps, language, search)
  const [rows, viewer] = await Promise.all([
    selectIncidents(deps.db, { ...filter, words, limit: filter.limit + 1 }),
    viewerOf(deps, actor, language),
  ])
  const page = rows.slice(0, filter.limit)
  const last = rows.length > filter.limit ? page.at(-1) : undefined
  return {
    items: page.map(({ incident }) => present(incident, viewer)),
    nextCursor: last ? { rank: last.rank, openedAt: last.incident.openedAt, id: last.incident.id } : null,
  }
}

/**
 * A trainer has dealt with it. It is not opened again while the same cause lasts; the system closes it when
 * the cause is gone. A fault report is done with it, and answered by `resolution`. Resolving a doubt about the clock says that the clock is right, which only admins may.
 * Refuses with `invalid_state` what is resolved or over already.
 */
export const resolve = async (
  deps: Deps,
  actor: UserActor,
  language: Language,
  id: string,
  { resolution }: { resolution?: string | undefined },
): Promise<IncidentView> => {
  const incident = await requireIncident(deps, id)
  const isAboutClock = incident.kind === 'clock_in_doubt'
  if (isAboutClock && !mayDo(actor, 'clock.trust')) throw new Refused('forbidden')
  const isOpenReport = incident.kind === 'fault_report' && incident.resolvedAt === null
  const at = deps.now()
  const changes = { resolution: [null, resolution ?? null] } satisfies Record<string, [unknown, unknown]>
  const [resolved] = await deps.db.batch([
    resolveIncident(deps.db, id, { at, by: actor.id, resolution: resolution ?? null }),
    insertAuditIfChanged(deps.db, deedOf(actor, { at, action: 'incident.resolve', entityId: id, changes })),
    ...(isOpenReport ? await closeReport(deps, actor, id, resolution ?? '') : []),
    ...(isAboutClock ? [trustClock(deps.db, at)] : []),
  ])
  if (resolved.meta.changes === 0) throw new Refused('invalid_state')
  deps.board.forget()
  if (isAboutClock) deps.nudgePower()
  return present(await requireIncident(deps, id), await viewerOf(deps, actor, language))
}

/** "It was me." Refuses with `invalid_state` what nobody can have been, or somebody else was first. */
export const claim = async (
  deps: Deps,
  actor: UserActor,
  language: Language,
  id: string,
): Promise<IncidentView> => {
  await requireIncident(deps, id)
  const at = deps.now()
  const deed = { at, action: 'incident.claim', entityId: id } as const
  const [claimed] = await deps.db.batch([
    claimIncident(deps.db, id, { at, by: actor.id }),
    insertAuditIfChanged(deps.db, deedOf(actor, deed)),
  ])
  if (claimed.meta.changes === 0) throw new Refused('invalid_state')
  deps.board.forget()
  return present(await requireIncident(deps, id), await viewerOf(deps, actor, language))
}
