import { insertAuditIfChanged } from '../db/audit-events.ts'
import { answerReport, type FaultReport, findReport, selectReports } from '../db/fault-reports.ts'
import { resolveIncident } from '../db/incidents.ts'
import { findPrinter, type PrinterRow, updatePrinter } from '../db/printers.ts'
import type { Deps } from '../deps.ts'
import { mayDo, type UserActor } from '../domain/access.ts'
import { deedOf } from './audit.ts'
import { notifyIfChanged } from './notify.ts'
import { iso, isoOrNull } from './present.ts'
import { Refused } from './refusal.ts'

/** Who reported is told to staff only, and to oneself. */
const present = (report: FaultReport, actor: UserActor) => ({
  id: report.id,
  printerId: report.printerId,
  userId: mayDo(actor, 'problem.answer') || report.userId === actor.id ? report.userId : null,
  text: report.text,
  outOfOrder: report.unusable,
  state: report.state,
  answer: report.answer,
  createdAt: iso(report.createdAt),
  answeredAt: isoOrNull(report.answeredAt),
})

/** The newest reports about a machine. Refuses with `not_found`. */
export const listProblems = async (deps: Deps, actor: UserActor, printerId: string) => {
  if (!(await findPrinter(deps.db, printerId))) throw new Refused('not_found')
  const reports = await selectReports(deps.db, printerId)
  return { items: reports.map((report) => present(report, actor)), nextCursor: null }
}

/**
 * Staff answer the reporter. `done` resolves the incident; `backInService` lets the machine be booked again.
 * Refuses with `not_found`, and with `invalid_state` what is done already.
 */
export const answerProblem = async (
  deps: Deps,
  actor: UserActor,
  id: string,
  { state, answer, backInService }: { state: 'in_progress' | 'done'; answer: string; backInService: boolean },
) => {
  const report = await findReport(deps.db, id)
  if (!report) throw new Refused('not_found')
  const printer = await findPrinter(deps.db, report.printerId)
  const at = deps.now()
  const changes = { state: [report.state, state] as [string, string] }
  const [answered] = await deps.db.batch([
    answerReport(deps.db, id, { state, answer, answeredAt: at, answeredBy: actor.id }),
    insertAuditIfChanged(deps.db, deedOf(actor, { at, action: 'problem.answer', entityId: id, changes })),
    notifyIfChanged(deps, {
      userId: report.userId,
      kind: 'problem_answered',
      printerId: report.printerId,
      params: { printer: printer?.name ?? '', answer, isDone: state === 'done' },
    }),
  ])
  if (answered.meta.changes === 0) throw new Refused('invalid_state')
  if (state === 'done')
    await deps.db.batch([
      resolveIncident(deps.db, id, { at, by: actor.id, resolution: answer }),
      insertAuditIfChanged(deps.db, deedOf(actor, { at, action: 'incident.resolve', entityId: id })),
    ])
  if (backInService && printer && printer.serviceState !== 'available') await putBack(deps, actor, printer)
  deps.board.forget()
  const now = await findReport(deps.db, id)
  return present(now ?? report, actor)
}

/** The machine may be booked again. */
export const putBack = async (deps: Deps, actor: UserActor, printer: PrinterRow): Promise<void> => {
  const at = deps.now()
  const changes = { serviceState: [printer.serviceState, 'available'] as [string, string] }
  await deps.db.batch([
    updatePrinter(deps.db, printer.id, { serviceState: 'available' }),
    insertAuditIfChanged(
      deps.db,
      deedOf(actor, { at, action: 'printer.change', entityId: printer.id, changes }),
    ),
  ])
  deps.board.forget()
  deps.nudgePower()
}
