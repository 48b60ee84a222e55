import { and, eq, isNull, sql } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Database } from './database.ts'
import { type User, users } from './users.ts'

export const sessions = sqliteTable('sessions', {
  id: text().primaryKey(),
  userId: text().notNull(),
  createdAt: integer().notNull(),
  lastSeenAt: integer().notNull(),
  expiresAt: integer().notNull(),
  endedAt: integer(),
  address: text().notNull(),
  userAgent: text().notNull(),
})
export type Session = typeof sessions.$inferSelect

export const insertSession = (db: Database, session: Session) => db.insert(sessions).values(session)

/** A session that has not been ended, with its user. */
export const findOpenSession = (
  db: Database,
  id: string,
): Promise<{ session: Session; user: User } | undefined> =>
  db
    .select({ session: sessions, user: users })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.id, id), isNull(sessions.endedAt), isNull(users.disabledAt)))
    .get()

export const touchSession = (db: Database, id: string, at: number) =>
  db
    .update(sessions)
    .set({ lastSeenAt: sql`max(${sessions.lastSeenAt}, ${at})` })
    .where(eq(sessions.id, id))

export const endSession = (db: Database, id: string, at: number) =>
  db
    .update(sessions)
    .set({ endedAt: at })
    .where(and(eq(sessions.id, id), isNull(sessions.endedAt)))
