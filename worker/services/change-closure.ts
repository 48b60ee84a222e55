import { type Changes, insertAuditIfChanged } from '../db/audit-events.ts'
import {
  type ClosureRow,
  cancelJobsIn,
  findClosure,
  replaceClosureWindows,
  selectJobsIn,
  updateClosure,
} from '../db/closures.ts'
import type { Deps } from '../deps.ts'
import type { UserActor } from '../domain/access.ts'
import { changesBetween, deedOf } from './audit.ts'
import { MAX_CONFLICTS, type NewClosure, presentClosure, requireWindows } from './closures.ts'
import { type Language, presentJob } from './present.ts'
import { Refused } from './refusal.ts'
import { viewerOf } from './viewer.ts'

export type ClosureChange = { [K in keyof NewClosure]?: NewClosure[K] | undefined } & Pick<
  NewClosure,
  'onConflict'
>

const refuseStale = (row: ClosureRow, version: number): void => {
  if (row.version !== version) throw new Refused('stale', { extra: { version: row.version } })
}

const requireClosure = async (deps: Deps, id: string): Promise<ClosureRow> => {
  const row = await findClosure(deps.db, id)
  if (!row) throw new Refused('not_found')
  return row
}

/**
 * Changes a closure that the caller has seen in this version. Jobs that newly lie in it are treated as
 * `onConflict` says, see `addClosure`; what was kept in it before stays. Refuses with `stale`,
 * `closure_conflicts` and the jobs, `not_found`.
 */
export const changeClosure = async (
  deps: Deps,
  actor: UserActor,
  language: Language,
  id: string,
  version: number,
  { onConflict, ...change }: ClosureChange,
) => {
  const before = await requireClosure(deps, id)
  refuseStale(before, version)
  const named = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  const row: ClosureRow = { ...before, ...named }
  if (row.endsAt <= row.startsAt) {
    throw new Refused('invalid_input', { errors: [{ path: 'endsAt', code: 'ends_before_start' }] })
  }
  const windows = await requireWindows(deps, row)
  const now = deps.now()
  const changes: Changes = { ...changesBetween(before, named), onConflict: [null, onConflict] }
  const extent = { printerId: row.printerId, windows, changedId: id }
  const cancelled = {
    ...extent,
    event: deedOf(actor, { at: now, action: 'job.cancel', entityId: id }),
    reason: row.reason,
    closure: { id, version: version + 1 },
  }
  const [changed, found] = await deps.db.batch([
    updateClosure(deps.db, row, windows, onConflict === 'refuse'),
    selectJobsIn(deps.db, extent, MAX_CONFLICTS),
    insertAuditIfChanged(
      deps.db,
      deedOf(actor, { at: now, action: 'closure.change', entityId: id, changes }),
    ),
    // Before the new windows: what lies in those that go was decided when they came.
    ...(onConflict === 'cancel' ? cancelJobsIn(deps.db, cancelled) : []),
    ...replaceClosureWindows(deps.db, row, windows),
  ])
  const viewer = await viewerOf(deps, actor, language)
  const conflicts = found.map((job) => presentJob(job, viewer))
  if (changed.meta.changes === 0) {
    refuseStale(await requireClosure(deps, id), version)
    throw new Refused('closure_conflicts', { extra: { conflicts } })
  }
  deps.board.forget()
  deps.nudgePower()
  return { ...presentClosure({ ...row, version: version + 1 }, windows), conflicts }
}
