import { and, count, desc, eq, getTableColumns, gt, inArray, lt, sql } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { GUEST_STATUSES, type GuestStatus } from '../domain/guest.ts'
import type { Database } from './database.ts'
import { printers } from './printers.ts'

export const guestRequests = sqliteTable('guest_requests', {
  id: text().primaryKey(),
  kioskId: text().notNull(),
  printerId: text().notNull(),
  name: text().notNull(),
  purpose: text().notNull(),
  minutes: integer().notNull(),
  status: text({ enum: GUEST_STATUSES }).notNull(),
  createdAt: integer().notNull(),
  decidedAt: integer(),
  decidedBy: text(),
  codeHash: text(),
  codeExpiresAt: integer(),
  jobId: text(),
})
export type GuestRequest = typeof guestRequests.$inferSelect
export type GuestRequestWithPrinter = GuestRequest & { printerName: string }

const withPrinter = (db: Database) =>
  db
    .select({ ...getTableColumns(guestRequests), printerName: printers.name })
    .from(guestRequests)
    .innerJoin(printers, eq(printers.id, guestRequests.printerId))

export const insertGuestRequest = (db: Database, request: typeof guestRequests.$inferInsert) =>
  db.insert(guestRequests).values(request)

export const findGuestRequest = (db: Database, id: string): Promise<GuestRequestWithPrinter | undefined> =>
  withPrinter(db).where(eq(guestRequests.id, id)).get()

export const findGuestRequestByCode = (db: Database, codeHash: string): Promise<GuestRequest | undefined> =>
  db.select().from(guestRequests).where(eq(guestRequests.codeHash, codeHash)).get()

export const countWaiting = (db: Database, kioskId: string, since: number) =>
  db
    .select({ waiting: count() })
    .from(guestRequests)
    .where(
      and(
        eq(guestRequests.kioskId, kioskId),
        eq(guestRequests.status, 'waiting'),
        gt(guestRequests.createdAt, since),
      ),
    )

export type GuestRequestFilter = {
  status?: GuestStatus | undefined
  /** Nobody decides any more about what waits since before. */
  waitingSince: number
  after?: { createdAt: number; id: string } | undefined
  limit: number
}

/** A page of requests, newest first. */
export const selectGuestRequests = (db: Database, filter: GuestRequestFilter) =>
  withPrinter(db)
    .where(
      and(
        filter.status === undefined ? undefined : eq(guestRequests.status, filter.status),
        filter.status === 'waiting' ? gt(guestRequests.createdAt, filter.waitingSince) : undefined,
        filter.after
          ? sql`(${guestRequests.createdAt}, ${guestRequests.id}) < (${filter.after.createdAt}, ${filter.after.id})`
          : undefined,
      ),
    )
    .orderBy(desc(guestRequests.createdAt), desc(guestRequests.id))
    .limit(filter.limit)

/** Changes a request that is in one of these states. */
export const updateGuestRequest = (
  db: Database,
  id: string,
  from: readonly GuestStatus[],
  change: Partial<GuestRequest>,
) =>
  db
    .update(guestRequests)
    .set(change)
    .where(and(eq(guestRequests.id, id), inArray(guestRequests.status, [...from])))

/** `already_done` when the code has been used: the trigger's word, for the batch that starts the job. */
export const useGuestRequest = (db: Database, id: string, jobId: string) =>
  db.update(guestRequests).set({ status: 'used', jobId }).where(eq(guestRequests.id, id))

/** A guest's name is kept no longer than it may be asked for. */
export const forgetGuestRequests = (db: Database, before: number) =>
  db.delete(guestRequests).where(lt(guestRequests.createdAt, before))
