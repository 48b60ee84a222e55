import { and, asc, eq, getTableColumns, inArray, isNull, lte } from 'drizzle-orm'
import type { Database } from './database.ts'
import { isLive, isOneOf, jobs } from './jobs.ts'
import { printers } from './printers.ts'
import { users } from './users.ts'

/** A machine that can be booked, as a list of one or none. */
export const selectPrinter = (db: Database, id: string) =>
  db
    .select()
    .from(printers)
    .where(and(eq(printers.id, id), isNull(printers.archivedAt)))

const holder = { id: users.id, displayName: users.displayName, role: users.role }

/** Somebody who can hold a job, as a list of one or none. */
export const selectHolder = (db: Database, id: string) =>
  db
    .select(holder)
    .from(users)
    .where(and(eq(users.id, id), isNull(users.disabledAt)))

/** Who decides about requests. */
export const selectStaffIds = async (db: Database): Promise<string[]> => {
  const rows = await db
    .select({ id: users.id })
    .from(users)
    .where(and(inArray(users.role, ['admin', 'trainer']), isNull(users.disabledAt)))
    .limit(50)
  return rows.map(({ id }) => id)
}

/** Live jobs that have begun, with what judges whether somebody came. */
export const selectBegunJobs = (db: Database, now: number) =>
  db
    .select({
      ...getTableColumns(jobs),
      role: users.role,
      printerName: printers.name,
      policy: printers.policy,
      plugId: printers.plugId,
    })
    .from(jobs)
    .innerJoin(users, eq(users.id, jobs.userId))
    .innerJoin(printers, eq(printers.id, jobs.printerId))
    .where(and(isLive, isOneOf(['requested', 'scheduled', 'running']), lte(jobs.startsAt, now)))
    .orderBy(asc(jobs.startsAt))
    .limit(500)
