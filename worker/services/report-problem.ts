import { insertAudit } from '../db/audit-events.ts'
import { selectPrinter, selectStaffIds } from '../db/booking-facts.ts'
import { countUndoneReports, insertReport } from '../db/fault-reports.ts'
import { openIncident } from '../db/incidents.ts'
import { updatePrinter } from '../db/printers.ts'
import { findUser } from '../db/users.ts'
import type { Deps } from '../deps.ts'
import { mayDo, type UserActor } from '../domain/access.ts'
import { deedOf } from './audit.ts'
import { notify } from './notify.ts'
import { Refused } from './refusal.ts'

/** With a photo of 5 MB each, what one person can fill of the disk; two at once may get one more. */
const MAX_UNDONE = 20
const UNANSWERED = { state: 'open', answer: null, answeredAt: null, answeredBy: null } as const

/**
 * Somebody says what is wrong with a machine: an incident for the trainers, who are told. What can't be used
 * is taken out of service until they put it back. Refuses with `not_found`, `invalid_input` while twenty of one's own
 * are not dealt with.
 */
export const reportProblem = async (
  deps: Deps,
  actor: UserActor,
  printerId: string,
  { text, outOfOrder }: { text: string; outOfOrder: boolean },
): Promise<{ id: string }> => {
  const [[printer], staff, reporter, undone] = await Promise.all([
    selectPrinter(deps.db, printerId),
    selectStaffIds(deps.db),
    findUser(deps.db, actor.id),
    countUndoneReports(deps.db, actor.id),
  ])
  if (!printer) throw new Refused('not_found')
  if (undone >= MAX_UNDONE && !mayDo(actor, 'problem.answer')) {
    const error = { path: '', code: 'too_many_reports', params: { max: MAX_UNDONE } }
    throw new Refused('invalid_input', { errors: [error] })
  }
  const at = deps.now()
  const id = deps.newId()
  const stopped = outOfOrder && printer.serviceState === 'available'
  const report = {
    id,
    kind: 'fault_report',
    severity: outOfOrder ? 'critical' : 'warning',
    // Two people may report two faults of one machine.
    cause: `fault_report:${id}`,
    printerId,
    plugId: printer.plugId,
    jobId: null,
    // Who reported it is in the trail, for those who may read that.
    details: { text, outOfOrder },
    openedAt: at,
  } as const
  const changes = { text: [null, text], outOfOrder: [null, outOfOrder] } as Record<string, [null, unknown]>
  const params = { printer: printer.name, text, person: reporter?.displayName ?? '' }
  await deps.db.batch([
    openIncident(deps.db, report),
    insertReport(deps.db, {
      id,
      printerId,
      userId: actor.id,
      text,
      unusable: outOfOrder,
      createdAt: at,
      ...UNANSWERED,
    }),
    insertAudit(deps.db, deedOf(actor, { at, action: 'incident.report', entityId: id, changes })),
    ...(stopped ? [updatePrinter(deps.db, printerId, { serviceState: 'out_of_order' })] : []),
    ...staff
      .filter((userId) => userId !== actor.id)
      .map((userId) => notify(deps, { userId, kind: 'fault_reported', params, printerId })),
  ])
  deps.board.forget()
  return { id }
}
