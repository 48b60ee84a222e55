import { insertAuditIfChanged } from '../db/audit-events.ts'
import { closeIncident, openIncident, selectOpenIncidents } from '../db/incidents.ts'
import { type MaintenancePlan, selectPlans } from '../db/maintenance.ts'
import { selectPrinters, updatePrinter } from '../db/printers.ts'
import type { Deps } from '../deps.ts'
import type { Actor } from '../domain/access.ts'
import { deedOf } from './audit.ts'
import { dueOf } from './maintenance-due.ts'

const SYSTEM: Actor = { kind: 'system' }
const MINUTE_MS = 60_000
/** Counters move by the hour: to look each minute would be for nothing. */
const LOOK_EVERY_MINUTES = 15
const PREFIX = 'maintenance_due:'

/** Opens and closes incidents of what is overdue, and takes machines out of booking whose plan says so. */
export const watchMaintenance = async (deps: Deps): Promise<void> => {
  const now = deps.now()
  if (Math.floor(now / MINUTE_MS) % LOOK_EVERY_MINUTES !== 0) return
  const [plans, printers, incidents] = await deps.db.batch([
    selectPlans(deps.db),
    selectPrinters(deps.db),
    selectOpenIncidents(deps.db),
  ])
  const open = new Set(incidents.filter(({ kind }) => kind === 'maintenance_due').map(({ cause }) => cause))
  const overdue = plans.filter((plan) => dueOf(deps, plan).state === 'overdue')
  for (const { plan } of overdue) {
    const cause = `${PREFIX}${plan.id}`
    const printer = printers.find(({ id }) => id === plan.printerId)
    if (!printer || open.has(cause)) continue
    await openOverdue(deps, plan, cause, plan.blocks && printer.serviceState === 'available')
  }
  for (const cause of open)
    if (!overdue.some(({ plan }) => cause === `${PREFIX}${plan.id}`)) await closeIncident(deps.db, cause, now)
}

const openOverdue = async (
  deps: Deps,
  { id, name, printerId }: MaintenancePlan,
  cause: string,
  takesOut: boolean,
): Promise<void> => {
  const at = deps.now()
  const about = { printerId, plugId: null, jobId: null, openedAt: at }
  const changes = { serviceState: ['available', 'maintenance'] as [string, string] }
  const deed = { at, action: 'printer.change', entityId: printerId, changes } as const
  await deps.db.batch([
    openIncident(deps.db, {
      ...about,
      id: deps.newId(),
      kind: 'maintenance_due',
      severity: 'warning',
      cause,
      details: { planId: id, name },
    }),
    ...(takesOut
      ? [
          updatePrinter(deps.db, printerId, { serviceState: 'maintenance' }),
          insertAuditIfChanged(deps.db, deedOf(SYSTEM, deed)),
        ]
      : []),
  ])
  deps.board.forget()
}
