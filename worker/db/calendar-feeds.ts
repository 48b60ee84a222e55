import { and, eq, isNull, sql } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Database } from './database.ts'
import { users } from './users.ts'

export const calendarFeeds = sqliteTable('calendar_feeds', {
  id: text().primaryKey(),
  userId: text().notNull(),
  printerId: text(),
  tokenHash: text().notNull(),
  createdAt: integer().notNull(),
  revokedAt: integer(),
})
export type CalendarFeed = typeof calendarFeeds.$inferSelect

export const insertFeed = (db: Database, feed: CalendarFeed) => db.insert(calendarFeeds).values(feed)

export const selectFeeds = (db: Database, userId: string) =>
  db
    .select()
    .from(calendarFeeds)
    .where(and(eq(calendarFeeds.userId, userId), isNull(calendarFeeds.revokedAt)))

/** A link in force, of somebody who is still there. */
export const findFeedByTokenHash = (db: Database, tokenHash: string, now: number) =>
  db
    .select({ feed: calendarFeeds, displayName: users.displayName })
    .from(calendarFeeds)
    .innerJoin(users, eq(users.id, calendarFeeds.userId))
    .where(
      and(
        eq(calendarFeeds.tokenHash, tokenHash),
        isNull(calendarFeeds.revokedAt),
        isNull(users.disabledAt),
        sql`(${users.expiresAt} is null or ${users.expiresAt} > ${now})`,
      ),
    )
    .get()

/** Ends the link of a calendar: the personal one where `printerId` is null. */
export const revokeFeed = (db: Database, userId: string, printerId: string | null, at: number) =>
  db
    .update(calendarFeeds)
    .set({ revokedAt: at })
    .where(
      and(
        eq(calendarFeeds.userId, userId),
        sql`${calendarFeeds.printerId} is ${printerId}`,
        isNull(calendarFeeds.revokedAt),
      ),
    )
