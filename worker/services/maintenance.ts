import { insertAudit, insertAuditIfChanged } from '../db/audit-events.ts'
import {
  archivePlan,
  type CountedPlan,
  insertPlan,
  insertService,
  type MaintenancePlan,
  selectPlans,
  selectServices,
  updatePlan,
} from '../db/maintenance.ts'
import { findPrinter } from '../db/printers.ts'
import type { Deps } from '../deps.ts'
import type { UserActor } from '../domain/access.ts'
import { localDay } from '../domain/local-day.ts'
import { changesBetween, deedOf } from './audit.ts'
import { putBack } from './fault-reports.ts'
import { dueOf, dueOnOf } from './maintenance-due.ts'
import { iso } from './present.ts'
import { Refused } from './refusal.ts'

const HOUR_MS = 3_600_000

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
    /** The local day it falls due: by the calendar, or guessed from the pace since the last service. */
    dueOn: dueOnOf(deps, counted),
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

/** Counters and history go on. Refuses with `not_found`. */
export const changePlan = async (
  deps: Deps,
  actor: UserActor,
  id: string,
  wish: Omit<NewPlan, 'printerId'>,
) => {
  const { plan } = await requirePlan(deps, id)
  const changes = changesBetween(
    { ...plan, checklist: plan.checklist.join('\n') },
    {
      ...wish,
      checklist: wish.checklist.join('\n'),
    },
  )
  await deps.db.batch([
    updatePlan(deps.db, id, wish),
    insertAuditIfChanged(
      deps.db,
      deedOf(actor, { at: deps.now(), action: 'maintenance.change_plan', entityId: id, changes }),
    ),
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
    items: services.map(({ service: { doneAt, usedMs, energyMwh, doneOn: _, ...service }, ...names }) => ({
      ...service,
      ...names,
      doneAt: iso(doneAt),
      usedHours: Math.round((usedMs / HOUR_MS) * 10) / 10,
      kWh: energyMwh / 1_000_000,
    })),
    nextCursor: null,
  }
}
