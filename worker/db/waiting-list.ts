import { and, asc, eq, getTableColumns, gt, inArray, lt, lte, sql } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Window } from '../domain/window.ts'
import type { Database } from './database.ts'
import { printers } from './printers.ts'
import { users } from './users.ts'

export const WAIT_STATUSES = ['waiting', 'offered', 'taken', 'lapsed', 'left'] as const
export type WaitStatus = (typeof WAIT_STATUSES)[number]

export const waitingList = sqliteTable('waiting_list', {
  id: text().primaryKey(),
  userId: text().notNull(),
  printerId: text(),
  kind: text(),
  minutes: integer().notNull(),
  fromAt: integer().notNull(),
  untilAt: integer().notNull(),
  status: text({ enum: WAIT_STATUSES }).notNull(),
  jobId: text(),
  createdAt: integer().notNull(),
})
export type WaitRow = typeof waitingList.$inferSelect

export const heldSlots = sqliteTable('held_slots', {
  waitId: text().primaryKey(),
  printerId: text().notNull(),
  userId: text().notNull(),
  startsAt: integer().notNull(),
  endsAt: integer().notNull(),
  expiresAt: integer().notNull(),
})
export type HeldSlot = typeof heldSlots.$inferSelect

const inLine = sql`${waitingList.status} in ('waiting', 'offered')`

export const insertWait = (db: Database, wait: WaitRow) => db.insert(waitingList).values(wait)

/** A person's entries that are still in line, with the slot that is held for them. */
export const selectWaits = (db: Database, userId: string | null) =>
  db
    .select({ ...getTableColumns(waitingList), displayName: users.displayName, held: heldSlots })
    .from(waitingList)
    .innerJoin(users, eq(users.id, waitingList.userId))
    .leftJoin(heldSlots, eq(heldSlots.waitId, waitingList.id))
    .where(and(inLine, userId === null ? undefined : eq(waitingList.userId, userId)))
    .orderBy(asc(waitingList.createdAt), asc(waitingList.id))
    .limit(200)

export const findWait = (db: Database, id: string): Promise<WaitRow | undefined> =>
  db.select().from(waitingList).where(eq(waitingList.id, id)).get()

export const findHeldSlot = (db: Database, waitId: string): Promise<HeldSlot | undefined> =>
  db.select().from(heldSlots).where(eq(heldSlots.waitId, waitId)).get()

/** One guarded step of an entry; changes nothing when it is no longer in one of these states. */
export const updateWait = (
  db: Database,
  id: string,
  from: WaitStatus[],
  change: { status: WaitStatus; jobId?: string },
) =>
  db
    .update(waitingList)
    .set(change)
    .where(and(eq(waitingList.id, id), inArray(waitingList.status, from)))

/** Entries whose time range is over before they got anything. */
export const endWaitsBefore = (db: Database, at: number) =>
  db
    .update(waitingList)
    .set({ status: 'lapsed' })
    .where(and(eq(waitingList.status, 'waiting'), inLine, lte(waitingList.untilAt, at)))

/** First come, first served. */
export const selectLine = (db: Database, limit: number) =>
  db
    .select()
    .from(waitingList)
    .where(and(inLine, eq(waitingList.status, 'waiting')))
    .orderBy(asc(waitingList.createdAt), asc(waitingList.id))
    .limit(limit)

/** Refused by `slot_taken` when a live job or another hold lies there. */
export const insertHeldSlot = (db: Database, held: HeldSlot) => db.insert(heldSlots).values(held)

export const deleteHeldSlot = (db: Database, waitId: string) =>
  db.delete(heldSlots).where(eq(heldSlots.waitId, waitId))

/** Holds whose time is up, with what to say about them. */
export const selectLapsedHolds = (db: Database, at: number) =>
  db
    .select({ ...getTableColumns(heldSlots), printerName: printers.name })
    .from(heldSlots)
    .innerJoin(printers, eq(printers.id, heldSlots.printerId))
    .where(lte(heldSlots.expiresAt, at))
    .limit(200)

/** What is held in a stretch of time, by start. */
export const selectHeldSlots = (db: Database, window: Window) =>
  db
    .select()
    .from(heldSlots)
    .where(and(gt(heldSlots.endsAt, window.startsAt), lt(heldSlots.startsAt, window.endsAt)))
    .orderBy(asc(heldSlots.startsAt))
