import { and, eq, isNotNull, or, sql } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Database } from './database.ts'
import { loginThrottles } from './login-throttles.ts'
import { type User, users } from './users.ts'

export const kioskCredentials = sqliteTable('kiosk_credentials', {
  userId: text().primaryKey(),
  pinHash: text(),
  pinSetAt: integer(),
  badgeHash: text(),
  badgeSetAt: integer(),
})
export type KioskCredentials = typeof kioskCredentials.$inferSelect

export const findCredentials = (db: Database, userId: string): Promise<KioskCredentials | undefined> =>
  db.select().from(kioskCredentials).where(eq(kioskCredentials.userId, userId)).get()

const withUser = (db: Database) =>
  db
    .select({ user: users, pinHash: kioskCredentials.pinHash })
    .from(users)
    .leftJoin(kioskCredentials, eq(kioskCredentials.userId, users.id))

export type PersonWithPin = { user: User; pinHash: string | null }

export const findPersonWithPin = (
  db: Database,
  who: { username: string } | { userId: string },
): Promise<PersonWithPin | undefined> =>
  withUser(db)
    .where('username' in who ? eq(users.username, who.username) : eq(users.id, who.userId))
    .get()

/** Whose badge this is. */
export const findPersonByBadge = (db: Database, badgeHash: string): Promise<PersonWithPin | undefined> =>
  withUser(db).where(eq(kioskCredentials.badgeHash, badgeHash)).get()

/** Sets or replaces a person's PIN or badge. */
export const saveCredentials = (
  db: Database,
  userId: string,
  change: Partial<Omit<KioskCredentials, 'userId'>>,
) =>
  db
    .insert(kioskCredentials)
    .values({ userId, ...change })
    .onConflictDoUpdate({ target: kioskCredentials.userId, set: change })

/** Changes nothing when there is none. */
export const removePinOf = (db: Database, userId: string) =>
  db
    .update(kioskCredentials)
    .set({ pinHash: null, pinSetAt: null })
    .where(and(eq(kioskCredentials.userId, userId), isNotNull(kioskCredentials.pinHash)))

/** Changes nothing when there is none. */
export const removeBadgeOf = (db: Database, userId: string) =>
  db
    .update(kioskCredentials)
    .set({ badgeHash: null, badgeSetAt: null })
    .where(and(eq(kioskCredentials.userId, userId), isNotNull(kioskCredentials.badgeHash)))

/** PIN and badge; changes nothing when there is neither. */
export const removeCredentialsOf = (db: Database, userId: string) =>
  db
    .update(kioskCredentials)
    .set({ pinHash: null, pinSetAt: null, badgeHash: null, badgeSetAt: null })
    .where(
      and(
        eq(kioskCredentials.userId, userId),
        or(isNotNull(kioskCredentials.pinHash), isNotNull(kioskCredentials.badgeHash)),
      ),
    )

/** Whoever sets a new PIN may try again at once, at every kiosk. */
export const forgetThrottlesLike = (db: Database, prefix: string) =>
  db.delete(loginThrottles).where(sql`substr(${loginThrottles.key}, 1, ${prefix.length}) = ${prefix}`)
