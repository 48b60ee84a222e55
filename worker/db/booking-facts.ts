import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { Database } from './database.ts'
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
