import { and, desc, eq, gt, isNull, ne, sql } from 'drizzle-orm'
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

const prepareOpenSession = (db: Database) =>
  db
    .select({ session: sessions, user: users })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.id, sql.placeholder('id')), isNull(sessions.endedAt), isNull(users.disabledAt)))
    .prepare()

/** Asked before every write: its SQL is put together once. */
const openSession = new WeakMap<Database, ReturnType<typeof prepareOpenSession>>()

/** A session that has not been ended, with its user. */
export const findOpenSession = (
  db: Database,
  id: string,
): Promise<{ session: Session; user: User } | undefined> => {
  const query = openSession.get(db) ?? prepareOpenSession(db)
  openSession.set(db, query)
  return query.get({ id })
}

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

/** Sessions that can still be used, the newest use first. */
export const selectOpenSessions = (db: Database, userId: string, now: number, idleSince: number) =>
  db
    .select()
    .from(sessions)
    .where(
      and(
        eq(sessions.userId, userId),
        isNull(sessions.endedAt),
        gt(sessions.expiresAt, now),
        gt(sessions.lastSeenAt, idleSince),
      ),
    )
    .orderBy(desc(sessions.lastSeenAt))

export const selectSessionsOf = (db: Database, userId: string) =>
  db.select().from(sessions).where(eq(sessions.userId, userId)).orderBy(desc(sessions.createdAt))

/** From where and with what somebody has signed in, as long as sessions are remembered. */
export const selectDevicesOf = (db: Database, userId: string) =>
  db
    .selectDistinct({ address: sessions.address, userAgent: sessions.userAgent })
    .from(sessions)
    .where(eq(sessions.userId, userId))
    .limit(500)

/** Ends one of a person's own sessions; another's changes nothing. */
export const endSessionOf = (db: Database, userId: string, id: string, at: number) =>
  db
    .update(sessions)
    .set({ endedAt: at })
    .where(and(eq(sessions.id, id), eq(sessions.userId, userId), isNull(sessions.endedAt)))

/** Ends every session of these people, but the one that is kept. */
export const endSessionsOf = (db: Database, userIds: string[], at: number, keptId = '') =>
  db
    .update(sessions)
    .set({ endedAt: at })
    .where(
      and(
        sql`${sessions.userId} in (select value from json_each(${JSON.stringify(userIds)}))`,
        isNull(sessions.endedAt),
        ne(sessions.id, keptId),
      ),
    )
