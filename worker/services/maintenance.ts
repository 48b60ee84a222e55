import { insertAudit, insertAuditIfChanged } from '../db/audit-events.ts'
import { closeIncident, openIncident, selectOpenIncidents } from '../db/incidents.ts'
import {
  archivePlan,
  type CountedPlan,
  insertPlan,
  insertService,
  type MaintenancePlan,
  selectPlans,
  selectServices,
} from '../db/maintenance.ts'
import { findPrinter, selectPrinters, updatePrinter } from '../db/printers.ts'
import type { Deps } from '../deps.ts'
import type { Actor, UserActor } from '../domain/access.ts'
import { localDay } from '../domain/local-day.ts'
import { type Due, judgeDue } from '../domain/maintenance.ts'
import { deedOf } from './audit.ts'
import { putBack } from './fault-reports.ts'
import { iso } from './present.ts'
import { Refused } from './refusal.ts'

const SYSTEM: Actor = { kind: 'system' }
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const MINUTE_MS = 60_000
/** Counters move by the hour: to look each minute would be for nothing. */
const LOOK_EVERY_MINUTES = 15

const dueOf = (deps: Deps, { plan, lastDoneOn, usedMs, jobs }: CountedPlan): Due => {
  const from = lastDoneOn ?? localDay(plan.createdAt, deps.config.timeZone)
  const days = (Date.parse(localDay(deps.now(), deps.config.timeZone)) - Date.parse(from)) / DAY_MS
  return judgeDue(plan, { usedMs, jobs, days })
}

const present = (deps: Deps, counted: CountedPlan) => {
  const { plan, lastDoneOn, usedMs, jobs, energyMwh } = counted
  const { id, printerId, name, everyHours, everyJobs, everyDays, checklist, blocks } = plan
  return {
    id,
    printerId,
    name,
    everyHours,
    everyJobs,
    everyDays,
    checklist,
    blocks,
    lastDoneOn,
    /** Since the day after the last service. */
    since: {
      usedHours: Math.round((usedMs / HOUR_MS) * 10) / 10,
      jobs,
      kWh: Math.round(energyMwh / 1_000) / 1_000,
    },
    due: dueOf(deps, counted),
  }
}

/** The plans of all machines or one, with counters and what is due. */
export const listMaintenance = async (deps: Deps, printerId: string | undefined) => {
  const plans = await selectPlans(deps.db, printerId === undefined ? {} : { printerId })
  return { items: plans.map((plan) => present(deps, plan)), nextCursor: null }
}

const requirePlan = async (deps: Deps, id: string): Promise<CountedPlan> => {
  const [plan] = await selectPlans(deps.db, { id })
  if (!plan) throw new Refused('not_found')
  return plan
}

export type NewPlan = Omit<MaintenancePlan, 'id' | 'createdAt' | 'archivedAt'>

/** Refuses with `invalid_input` a machine that does not exist. */
export const addPlan = async (deps: Deps, actor: UserActor, plan: NewPlan) => {
  const printer = await findPrinter(deps.db, plan.printerId)
  if (!printer || printer.archivedAt !== null)
    throw new Refused('invalid_input', { errors: [{ path: 'printerId', code: 'unknown_printer' }] })
  const id = deps.newId()
  const at = deps.now()
  await deps.db.batch([
    insertPlan(deps.db, { ...plan, id, createdAt: at, archivedAt: null }),
    insertAudit(deps.db, deedOf(actor, { at, action: 'maintenance.plan', entityId: id })),
  ])
  return present(deps, await requirePlan(deps, id))
}

/** Its history stays. Refuses with `not_found`. */
export const removePlan = async (deps: Deps, actor: UserActor, id: string): Promise<void> => {
  const at = deps.now()
  const [archived] = await deps.db.batch([
    archivePlan(deps.db, id, at),
    insertAuditIfChanged(deps.db, deedOf(actor, { at, action: 'maintenance.remove_plan', entityId: id })),
  ])
  if (archived.meta.changes === 0) throw new Refused('not_found')
}

/**
 * Somebody did it: the counters begin anew on the next day, and a machine that waited for it may be booked again
 * once nothing else that blocks is overdue. Refuses with `not_found`, and with `invalid_input` while something of
 * the checklist is not ticked off.
 */
export const recordService = async (
  deps: Deps,
  actor: UserActor,
  planId: string,
  { checked, note }: { checked: string[]; note?: string | undefined },
) => {
  const { plan, usedMs, jobs, energyMwh } = await requirePlan(deps, planId)
  if (plan.checklist.some((step) => !checked.includes(step)))
    throw new Refused('invalid_input', { errors: [{ path: 'checked', code: 'checklist_open' }] })
  const id = deps.newId()
  const at = deps.now()
  await deps.db.batch([
    insertService(deps.db, {
      id,
      planId,
      printerId: plan.printerId,
      doneAt: at,
      doneOn: localDay(at, deps.config.timeZone),
      doneBy: actor.id,
      checked: plan.checklist,
      note: note ?? null,
      usedMs,
      jobs,
      energyMwh,
    }),
    insertAudit(deps.db, deedOf(actor, { at, action: 'maintenance.record', entityId: planId })),
  ])
  const [others, printer] = await Promise.all([
    selectPlans(deps.db, { printerId: plan.printerId }),
    findPrinter(deps.db, plan.printerId),
  ])
  const waits = others.some((other) => other.plan.blocks && dueOf(deps, other).state === 'overdue')
  if (printer?.serviceState === 'maintenance' && plan.blocks && !waits) await putBack(deps, actor, printer)
  return present(deps, await requirePlan(deps, planId))
}

/** What was done on a machine, newest first. */
export const listServices = async (deps: Deps, printerId: string) => {
  const services = await selectServices(deps.db, printerId)
  return {
    items: services.map(({ doneAt, usedMs, energyMwh, doneOn: _, ...service }) => ({
      ...service,
      doneAt: iso(doneAt),
      usedHours: Math.round((usedMs / HOUR_MS) * 10) / 10,
      kWh: energyMwh / 1_000_000,
    })),
    nextCursor: null,
  }
}

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
