import { eq, lte } from 'drizzle-orm'
import { sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Database } from './database.ts'

export const minors = sqliteTable('minors', { userId: text().primaryKey(), adultOn: text().notNull() })

/** The local day somebody comes of age; `undefined` for adults and whoever it was not said of. */
export const findAdultOn = async (db: Database, userId: string): Promise<string | undefined> =>
  (await db.select().from(minors).where(eq(minors.userId, userId)).get())?.adultOn

export const saveAdultOn = (db: Database, userId: string, adultOn: string) =>
  db
    .insert(minors)
    .values({ userId, adultOn })
    .onConflictDoUpdate({ target: minors.userId, set: { adultOn } })

export const forgetAdultOn = (db: Database, userId: string) =>
  db.delete(minors).where(eq(minors.userId, userId))

/** Who has come of age by this day is an adult like all others: nothing more needs to be known. */
export const forgetGrownUp = (db: Database, today: string) =>
  db.delete(minors).where(lte(minors.adultOn, today))
