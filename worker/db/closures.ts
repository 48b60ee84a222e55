import { and, asc, eq, gt, inArray, lt, sql } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { ClosureRepeat } from '../domain/closure-windows.ts'
import type { Window } from '../domain/window.ts'
import { type AuditEvent, auditEvents } from './audit-events.ts'
import type { Database } from './database.ts'
import { isLive, isOneOf, jobs, withPerson } from './jobs.ts'
import { notifications } from './notifications.ts'
import { printers } from './printers.ts'
import { users } from './users.ts'

export const closures = sqliteTable('closures', {
  id: text().primaryKey(),
  printerId: text(),
  reason: text().notNull(),
  startsAt: integer().notNull(),
  endsAt: integer().notNull(),
  repeat: text({ mode: 'json' }).$type<ClosureRepeat>(),
  createdAt: integer().notNull(),
  createdBy: text().notNull(),
  version: integer().notNull(),
})
export type ClosureRow = typeof closures.$inferSelect

export const closureWindows = sqliteTable('closure_windows', {
  closureId: text().notNull(),
  printerId: text(),
  startsAt: integer().notNull(),
  endsAt: integer().notNull(),
})

const each = (windows: Window[]) => sql`json_each(${JSON.stringify(windows)}) w`

/** Where a closure lies or is to lie. */
type Extent = {
  printerId: string | null
  windows: Window[]
  /** The closure that is changed: what lies in it already was decided when it came. */
  changedId?: string
}

const touches = ({ printerId, windows, changedId }: Extent) => sql`
  ${isLive} and (${printerId} is null or ${jobs.printerId} = ${printerId}) and exists (
    select 1 from ${each(windows)} where ${jobs.startsAt} < json_extract(w.value, '$.endsAt')
      and ${jobs.endsAt} > json_extract(w.value, '$.startsAt'))
  ${
    changedId === undefined
      ? sql``
      : sql`and not exists (
    select 1 from ${closureWindows} c where c.closure_id = ${changedId}
      and (c.printer_id is null or c.printer_id = ${jobs.printerId})
      and c.starts_at < ${jobs.endsAt} and c.ends_at > ${jobs.startsAt})`
  }`

/** Live jobs that lie in one of the windows, by start. */
export const selectJobsIn = (db: Database, extent: Extent, limit: number) =>
  db
    .select(withPerson)
    .from(jobs)
    .innerJoin(users, eq(users.id, jobs.userId))
    .where(touches(extent))
    .orderBy(asc(jobs.startsAt))
    .limit(limit)

/** Adds the closure; with `onlyIfFree` nothing is added while a live job lies in one of its windows. */
export const insertClosure = (db: Database, row: ClosureRow, windows: Window[], onlyIfFree: boolean) =>
  db.insert(closures).select(sql`
    select ${row.id}, ${row.printerId}, ${row.reason}, ${row.startsAt}, ${row.endsAt},
      ${row.repeat === null ? null : JSON.stringify(row.repeat)}, ${row.createdAt}, ${row.createdBy}, ${row.version}
    where ${onlyIfFree ? 1 : 0} = 0 or not exists (
      select 1 from ${jobs} where ${touches({ printerId: row.printerId, windows })})`)

/**
 * Changes the closure in the version that was seen; with `onlyIfFree` nothing is changed while a live job
 * would newly lie in it. Its windows are still those before: `replaceClosureWindows` follows.
 */
export const updateClosure = (db: Database, row: ClosureRow, windows: Window[], onlyIfFree: boolean) =>
  db
    .update(closures)
    .set({ ...row, version: row.version + 1 })
    .where(
      and(
        eq(closures.id, row.id),
        eq(closures.version, row.version),
        onlyIfFree
          ? sql`not exists (select 1 from ${jobs}
              where ${touches({ printerId: row.printerId, windows, changedId: row.id })})`
          : undefined,
      ),
    )

/** Whether the closure is there in this version: whether the write before in the batch was made. */
const isInVersion = ({ id }: Pick<ClosureRow, 'id'>, version: number) =>
  sql`exists (select 1 from ${closures} where ${closures.id} = ${id} and ${closures.version} = ${version})`

/** Adds the windows of a closure that was just added, and none when it was not. */
export const insertClosureWindows = (db: Database, row: ClosureRow, windows: Window[]) =>
  db.insert(closureWindows).select(sql`
    select ${row.id}, ${row.printerId}, json_extract(w.value, '$.startsAt'), json_extract(w.value, '$.endsAt')
    from ${each(windows)} where ${isInVersion(row, row.version)}`)

/** The windows of a closure that was just changed; those before stay when it was not. */
export const replaceClosureWindows = (db: Database, row: ClosureRow, windows: Window[]) => {
  const next = { ...row, version: row.version + 1 }
  return [
    db
      .delete(closureWindows)
      .where(and(eq(closureWindows.closureId, row.id), isInVersion(row, next.version))),
    insertClosureWindows(db, next, windows),
  ] as const
}

type CancelledByClosure = Extent & {
  event: AuditEvent
  reason: string
  /** Nothing is cancelled unless the closure is in this version. */
  closure: Pick<ClosureRow, 'id' | 'version'>
}

const isCancellable = (cancelled: CancelledByClosure) => sql`
  ${isOneOf(['requested', 'scheduled'])} and ${touches(cancelled)}
    and ${isInVersion(cancelled.closure, cancelled.closure.version)}`

/**
 * Cancels what can still be cancelled in the windows: three statements for one batch, which record,
 * tell and do it, in this order, so that all three speak of the same jobs.
 */
export const cancelJobsIn = (db: Database, cancelled: CancelledByClosure) => {
  const { event, reason } = cancelled
  const reasonJson = JSON.stringify(reason)
  return [
    db.insert(auditEvents).select(sql`
      select null, ${event.at}, ${event.actorKind}, ${event.actorId}, ${event.action}, ${jobs.id},
        json_object('status', json_array(${jobs.status}, 'cancelled'), 'reason', json_array(null, json(${reasonJson}))),
        ${event.address}, ${event.requestId}
      from ${jobs} where ${isCancellable(cancelled)}`),
    db.insert(notifications).select(sql`
      select lower(hex(randomblob(16))), ${jobs.userId}, 'job_cancelled', ${jobs.id}, ${jobs.printerId},
        json_object('title', ${jobs.title}, 'printer', ${printers.name}, 'startsAt', ${jobs.startsAt},
          'reason', json(${reasonJson})), null, ${event.at}, null
      from ${jobs} inner join ${printers} on ${printers.id} = ${jobs.printerId}
      where ${isCancellable(cancelled)} and ${jobs.userId} is not ${event.actorId}`),
    db
      .update(jobs)
      .set({ status: 'cancelled', attention: null, transferTo: null, version: sql`${jobs.version} + 1` })
      .where(isCancellable(cancelled)),
  ] as const
}

/** What is closed in a stretch of time, on a printer or everywhere. */
export const selectClosureWindows = (db: Database, printerIds: string[] | null, window: Window) =>
  db
    .select({
      closureId: closureWindows.closureId,
      printerId: closureWindows.printerId,
      startsAt: closureWindows.startsAt,
      endsAt: closureWindows.endsAt,
      reason: closures.reason,
    })
    .from(closureWindows)
    .innerJoin(closures, eq(closures.id, closureWindows.closureId))
    .where(
      and(
        gt(closureWindows.endsAt, window.startsAt),
        lt(closureWindows.startsAt, window.endsAt),
        printerIds === null
          ? undefined
          : sql`(${closureWindows.printerId} is null or ${inArray(closureWindows.printerId, printerIds)})`,
      ),
    )
    .orderBy(asc(closureWindows.startsAt))
    .limit(2_000)

export const findClosure = (db: Database, id: string): Promise<ClosureRow | undefined> =>
  db.select().from(closures).where(eq(closures.id, id)).get()

/** Closures with a window in the stretch of time, by start. */
export const selectClosures = (db: Database, window: Window, limit: number) =>
  db
    .select()
    .from(closures)
    .where(sql`exists (select 1 from ${closureWindows} w where w.closure_id = ${closures.id}
      and w.ends_at > ${window.startsAt} and w.starts_at < ${window.endsAt})`)
    .orderBy(asc(closures.startsAt), asc(closures.id))
    .limit(limit)

/** Its windows go with it. */
export const deleteClosure = (db: Database, id: string) => db.delete(closures).where(eq(closures.id, id))
