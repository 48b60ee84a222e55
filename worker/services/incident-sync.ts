import { insertAuditIfChanged } from '../db/audit-events.ts'
import { closeIncident, type Incident, type IncidentEnd, openIncident } from '../db/incidents.ts'
import type { Deps } from '../deps.ts'
import type { Actor } from '../domain/access.ts'
import { type IncidentWanted, POWER_INCIDENT_KINDS } from '../domain/incident-causes.ts'
import { deedOf } from './audit.ts'

const SYSTEM: Actor = { kind: 'system' }

/**
 * Opens what is wanted and not open, and closes what is open and no longer wanted: once per cause.
 *
 * @param isUndecided says of an open incident that this pass could not tell whether its cause is gone
 */
export const syncIncidents = async (
  deps: Deps,
  open: Incident[],
  wanted: IncidentWanted[],
  isUndecided: (incident: Incident) => boolean,
): Promise<void> => {
  const openCauses = new Set(open.map(({ cause }) => cause))
  const wantedCauses = new Set(wanted.map(({ cause }) => cause))
  const ownKinds: readonly string[] = POWER_INCIDENT_KINDS
  const gone = open.filter(
    (incident) =>
      ownKinds.includes(incident.kind) && !wantedCauses.has(incident.cause) && !isUndecided(incident),
  )
  const fresh = wanted.filter(({ cause }) => !openCauses.has(cause))
  for (const incident of fresh) await openOne(deps, incident)
  for (const { cause } of gone) await closeOne(deps, cause)
  if (fresh.length + gone.length > 0) deps.board.forget()
}

const openOne = async (deps: Deps, incident: IncidentWanted): Promise<void> => {
  const id = deps.newId()
  const at = deps.now()
  const changes = { cause: [null, incident.cause] } satisfies Record<string, [unknown, unknown]>
  await deps.db.batch([
    openIncident(deps.db, { ...incident, id, openedAt: at }),
    insertAuditIfChanged(deps.db, deedOf(SYSTEM, { at, action: 'incident.open', entityId: id, changes })),
  ])
}

const closeOne = async (deps: Deps, cause: string): Promise<void> => {
  await deps.db.batch(endIncident(deps, cause))
}

/** Puts an incident to rest, on record as the system's deed: statements for a batch. */
export const endIncident = (deps: Deps, cause: string, end?: IncidentEnd) => {
  const at = deps.now()
  const changes = end && ({ end: [null, end] } satisfies Record<string, [unknown, unknown]>)
  const deed = { at, action: 'incident.close', entityId: cause, ...(changes && { changes }) } as const
  return [
    closeIncident(deps.db, cause, at, end),
    insertAuditIfChanged(deps.db, deedOf(SYSTEM, deed)),
  ] as const
}
