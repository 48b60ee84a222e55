import { and, eq, gt, isNull, lt, sql } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Database } from './database.ts'
import { type User, users } from './users.ts'

export const kioskVisits = sqliteTable('kiosk_visits', {
  id: text().primaryKey(),
  kioskId: text().notNull(),
  userId: text().notNull(),
  method: text({ enum: ['pin', 'badge'] }).notNull(),
  startedAt: integer().notNull(),
  lastSeenAt: integer().notNull(),
  expiresAt: integer().notNull(),
  endedAt: integer(),
})
export type KioskVisit = typeof kioskVisits.$inferSelect

export const insertVisit = (db: Database, visit: KioskVisit) => db.insert(kioskVisits).values(visit)

/** A visit at this kiosk that is still on, with its person; what it may do is asked anew each time. */
export const findOpenVisit = (
  db: Database,
  { id, kioskId, now, idleSince }: { id: string; kioskId: string; now: number; idleSince: number },
): Promise<{ visit: KioskVisit; user: User } | undefined> =>
  db
    .select({ visit: kioskVisits, user: users })
    .from(kioskVisits)
    .innerJoin(users, eq(users.id, kioskVisits.userId))
    .where(
      and(
        eq(kioskVisits.id, id),
        eq(kioskVisits.kioskId, kioskId),
        isNull(kioskVisits.endedAt),
        gt(kioskVisits.expiresAt, now),
        gt(kioskVisits.lastSeenAt, idleSince),
      ),
    )
    .get()

export const touchVisit = (db: Database, id: string, at: number) =>
  db
    .update(kioskVisits)
    .set({ lastSeenAt: sql`max(${kioskVisits.lastSeenAt}, ${at})` })
    .where(and(eq(kioskVisits.id, id), isNull(kioskVisits.endedAt)))

export const endVisit = (db: Database, id: string, at: number) =>
  db
    .update(kioskVisits)
    .set({ endedAt: at })
    .where(and(eq(kioskVisits.id, id), isNull(kioskVisits.endedAt)))

/** Whoever comes next ends the visit before, should it still be on. */
export const endVisitsAt = (db: Database, kioskId: string, at: number) =>
  db
    .update(kioskVisits)
    .set({ endedAt: at })
    .where(and(eq(kioskVisits.kioskId, kioskId), isNull(kioskVisits.endedAt)))

/** Somebody's visits end, at whichever kiosk. */
export const endVisitsOf = (db: Database, userId: string, at: number) =>
  db
    .update(kioskVisits)
    .set({ endedAt: at })
    .where(and(eq(kioskVisits.userId, userId), isNull(kioskVisits.endedAt)))

/** Who did what is in the trail; who stood where is nobody's business for long. */
export const forgetVisitsAt = (db: Database, kioskId: string, before: number) =>
  db.delete(kioskVisits).where(and(eq(kioskVisits.kioskId, kioskId), lt(kioskVisits.expiresAt, before)))
