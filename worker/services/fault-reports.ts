import { insertAuditIfChanged } from '../db/audit-events.ts'
import {
  answerReport,
  type FaultReport,
  findListedReport,
  type ListedReport,
  selectReports,
} from '../db/fault-reports.ts'
import { resolveIncident } from '../db/incidents.ts'
import { findPrinter, type PrinterRow, updatePrinter } from '../db/printers.ts'
import type { Deps } from '../deps.ts'
import { mayDo, type UserActor } from '../domain/access.ts'
import { deedOf } from './audit.ts'
import { notifyIfChanged } from './notify.ts'
import { iso, isoOrNull } from './present.ts'
import { Refused } from './refusal.ts'

/** Who reported, and whether there is a photo, is told to staff only, and to oneself. */
const present = ({ report, printerName, userName, hasPhoto }: ListedReport, actor: UserActor) => {
  const isShown = mayDo(actor, 'problem.answer') || report.userId === actor.id
  return {
    id: report.id,
    printerId: report.printerId,
    printerName,
    userId: isShown ? report.userId : null,
    userName: isShown ? userName : null,
    text: report.text,
    outOfOrder: report.unusable,
    hasPhoto: isShown && hasPhoto === 1,
    state: report.state,
    answer: report.answer,
    createdAt: iso(report.createdAt),
    answeredAt: isoOrNull(report.answeredAt),
  }
}

/** The newest reports: of all for staff, of one's own for everybody else. */
export const listReports = async (deps: Deps, actor: UserActor, { isUndone }: { isUndone: boolean }) => {
  const userId = mayDo(actor, 'problem.answer') ? undefined : actor.id
  const reports = await selectReports(deps.db, { userId, isUndone })
  return { items: reports.map((report) => present(report, actor)), nextCursor: null }
}

/** The newest reports about a machine. Refuses with `not_found`. */
export const listProblems = async (deps: Deps, actor: UserActor, printerId: string) => {
  if (!(await findPrinter(deps.db, printerId))) throw new Refused('not_found')
  const reports = await selectReports(deps.db, { printerId })
  return { items: reports.map((report) => present(report, actor)), nextCursor: null }
}

/** One report, for staff and who reported it. Refuses with `not_found`. */
export const readReport = async (deps: Deps, actor: UserActor, id: string) => {
  const found = await findListedReport(deps.db, id)
  const isShown = found && (found.report.userId === actor.id || mayDo(actor, 'problem.answer'))
  if (!isShown) throw new Refused('not_found')
  return present(found, actor)
}

type Answer = { state: 'in_progress' | 'done'; answer: string }

/** Answers the reporter, who is told: statements for a batch. What is done already is not changed. */
const answerStatements = (
  deps: Deps,
  actor: UserActor,
  report: FaultReport,
  printer: string,
  given: Answer,
) => {
  const at = deps.now()
  const { state, answer } = given
  const changes = { state: [report.state, state] as [string, string] }
  return [
    answerReport(deps.db, report.id, { state, answer: answer || null, answeredAt: at, answeredBy: actor.id }),
    insertAuditIfChanged(
      deps.db,
      deedOf(actor, { at, action: 'problem.answer', entityId: report.id, changes }),
    ),
    notifyIfChanged(deps, {
      userId: report.userId,
      kind: 'problem_answered',
      printerId: report.printerId,
      params: { printer, answer, isDone: state === 'done' },
    }),
  ] as const
}

/** Who resolves the incident of a report has dealt with the report. Statements for the same batch. */
export const closeReport = async (deps: Deps, actor: UserActor, incidentId: string, resolution: string) => {
  const found = await findListedReport(deps.db, incidentId)
  return found
    ? answerStatements(deps, actor, found.report, found.printerName, { state: 'done', answer: resolution })
    : []
}

/**
 * Staff answer the reporter. `done` resolves the incident; `backInService` lets the machine be booked again.
 * Refuses with `not_found`, and with `invalid_state` what is done already.
 */
export const answerProblem = async (
  deps: Deps,
  actor: UserActor,
  id: string,
  { state, answer, backInService }: Answer & { backInService: boolean },
) => {
  const found = await findListedReport(deps.db, id)
  if (!found) throw new Refused('not_found')
  const { report, printerName } = found
  const at = deps.now()
  const [answered] = await deps.db.batch([
    ...answerStatements(deps, actor, report, printerName, { state, answer }),
    ...(state === 'done'
      ? [
          resolveIncident(deps.db, id, { at, by: actor.id, resolution: answer }),
          insertAuditIfChanged(deps.db, deedOf(actor, { at, action: 'incident.resolve', entityId: id })),
        ]
      : []),
  ])
  if (answered.meta.changes === 0) throw new Refused('invalid_state')
  const printer = await findPrinter(deps.db, report.printerId)
  if (backInService && printer && printer.serviceState !== 'available') await putBack(deps, actor, printer)
  deps.board.forget()
  return readReport(deps, actor, id)
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
