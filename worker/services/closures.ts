import { type Changes, insertAuditIfChanged } from '../db/audit-events.ts'
import { selectPrinter } from '../db/booking-facts.ts'
import {
  type ClosureRow,
  cancelJobsIn,
  deleteClosure,
  findClosure,
  insertClosure,
  insertClosureWindows,
  selectClosures,
  selectClosureWindows,
  selectJobsIn,
} from '../db/closures.ts'
import type { Deps } from '../deps.ts'
import type { Actor, UserActor } from '../domain/access.ts'
import { type ClosureRepeat, closureWindows, MAX_CLOSURE_WINDOWS } from '../domain/closure-windows.ts'
import type { Window } from '../domain/window.ts'
import { deedOf } from './audit.ts'
import { iso, type Language, presentJob } from './present.ts'
import { Refused } from './refusal.ts'
import { viewerOf } from './viewer.ts'

export type NewClosure = Window & {
  printerId?: string | null | undefined
  reason: string
  repeat?: ClosureRepeat | null | undefined
  /** What to do about jobs that lie in it. */
  onConflict: 'refuse' | 'keep' | 'cancel'
}

/** As many conflicts as an answer names. */
export const MAX_CONFLICTS = 200

export const presentClosure = (row: ClosureRow, windows: Window[]) => ({
  id: row.id,
  printerId: row.printerId,
  reason: row.reason,
  startsAt: iso(row.startsAt),
  endsAt: iso(row.endsAt),
  repeat: row.repeat,
  version: row.version,
  windows: windows.map(({ startsAt, endsAt }) => ({ startsAt: iso(startsAt), endsAt: iso(endsAt) })),
})

/** All windows of a closure. Refuses with `not_found` (its printer) or `invalid_input` when there are too many. */
export const requireWindows = async (
  deps: Deps,
  { printerId, startsAt, endsAt, repeat }: Window & Pick<ClosureRow, 'printerId' | 'repeat'>,
): Promise<Window[]> => {
  if (printerId !== null && (await selectPrinter(deps.db, printerId)).length === 0)
    throw new Refused('not_found')
  const windows = closureWindows({ startsAt, endsAt }, repeat, deps.config.timeZone)
  if (windows.length > MAX_CLOSURE_WINDOWS || windows.length === 0) {
    const params = { max: MAX_CLOSURE_WINDOWS }
    throw new Refused('invalid_input', { errors: [{ path: 'repeat', code: 'too_many_windows', params }] })
  }
  return windows
}

/**
 * Closes a printer or the whole workshop. Jobs in the way: refused with `closure_conflicts` and the
 * jobs, kept where they are, or cancelled with their holders told; what already runs always stays.
 */
export const addClosure = async (deps: Deps, actor: UserActor, language: Language, wanted: NewClosure) => {
  const now = deps.now()
  const { reason, onConflict } = wanted
  const row: ClosureRow = {
    id: deps.newId(),
    printerId: wanted.printerId ?? null,
    reason,
    startsAt: wanted.startsAt,
    endsAt: wanted.endsAt,
    repeat: wanted.repeat ?? null,
    createdAt: now,
    createdBy: actor.id,
    version: 1,
  }
  const { printerId } = row
  const windows = await requireWindows(deps, row)
  const changes: Changes = {
    printerId: [null, printerId],
    startsAt: [null, row.startsAt],
    endsAt: [null, row.endsAt],
    onConflict: [null, onConflict],
  }
  const event = deedOf(actor, { at: now, action: 'job.cancel', entityId: row.id })
  const cancelled = { event, reason, printerId, windows, closure: row }
  const [added, found] = await deps.db.batch([
    insertClosure(deps.db, row, windows, onConflict === 'refuse'),
    selectJobsIn(deps.db, { printerId, windows }, MAX_CONFLICTS),
    insertAuditIfChanged(
      deps.db,
      deedOf(actor, { at: now, action: 'closure.add', entityId: row.id, changes }),
    ),
    insertClosureWindows(deps.db, row, windows),
    ...(onConflict === 'cancel' ? cancelJobsIn(deps.db, cancelled) : []),
  ])
  const viewer = await viewerOf(deps, actor, language)
  const conflicts = found.map((job) => presentJob(job, viewer))
  if (added.meta.changes === 0) throw new Refused('closure_conflicts', { extra: { conflicts } })
  deps.board.forget()
  deps.nudgePower()
  return { ...presentClosure(row, windows), conflicts }
}

/** Closures with a window between two instants, with all their windows in it. */
export const listClosures = async (deps: Deps, range: Window, limit: number) => {
  const [rows, windows] = await deps.db.batch([
    selectClosures(deps.db, range, limit),
    selectClosureWindows(deps.db, null, range),
  ])
  const items = rows.map((row) =>
    presentClosure(
      row,
      windows.filter(({ closureId }) => closureId === row.id),
    ),
  )
  return { items, nextCursor: null }
}

/** Opens again. Refuses with `not_found`. */
export const removeClosure = async (deps: Deps, actor: Actor, id: string): Promise<void> => {
  const row = await findClosure(deps.db, id)
  if (!row) throw new Refused('not_found')
  const changes: Changes = { reason: [row.reason, null], startsAt: [row.startsAt, null] }
  await deps.db.batch([
    deleteClosure(deps.db, id),
    insertAuditIfChanged(
      deps.db,
      deedOf(actor, { at: deps.now(), action: 'closure.remove', entityId: id, changes }),
    ),
  ])
  deps.board.forget()
}
