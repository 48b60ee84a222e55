import { and, eq, inArray, isNotNull, isNull, lte, type SQL, sql } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { ROLES, type Role } from '../domain/access.ts'
import { cohorts } from './cohorts.ts'
import type { Database } from './database.ts'

export const users = sqliteTable('users', {
  id: text().primaryKey(),
  username: text().notNull(),
  displayName: text().notNull(),
  role: text({ enum: ROLES }).notNull(),
  passwordHash: text().notNull(),
  mustChangePassword: integer({ mode: 'boolean' }).notNull(),
  disabledAt: integer(),
  createdAt: integer().notNull(),
  cohortId: text(),
  expiresAt: integer(),
  updatedAt: integer().notNull(),
  anonymisedAt: integer(),
  totpSecret: text(),
  totpEnabledAt: integer(),
  totpLastStep: integer(),
})
export type User = typeof users.$inferSelect
export type NewUser = typeof users.$inferInsert

/** May this account be used: neither disabled nor expired. */
export const isActive = (user: Pick<User, 'disabledAt' | 'expiresAt'>, now: number): boolean =>
  user.disabledAt === null && (user.expiresAt === null || now < user.expiresAt)

/** User names are unique without regard to case. */
export const selectUserByName = (db: Database, username: string) =>
  db.select().from(users).where(eq(users.username, username))

export const findUser = (db: Database, id: string): Promise<User | undefined> =>
  db.select().from(users).where(eq(users.id, id)).get()

export const selectUsersByName = (db: Database, usernames: string[]) =>
  db
    .select()
    .from(users)
    .where(sql`${users.username} in (select value from json_each(${JSON.stringify(usernames)}))`)

/** Has anybody ever been here? */
export const hasUsers = async (db: Database): Promise<boolean> =>
  (await db.select({ id: users.id }).from(users).limit(1)).length > 0

export const insertUser = (db: Database, user: NewUser) => db.insert(users).values(user)

/** Inserts only while there is nobody at all: of two set-ups at once, one wins. */
export const insertFirstUser = (db: Database, user: { [K in FirstUserColumn]: User[K] }) =>
  db.insert(users).select(sql`
    select ${user.id}, ${user.username}, ${user.displayName}, ${user.role}, ${user.passwordHash},
      0, null, ${user.createdAt}, null, null, ${user.createdAt}, null, null, null, null
    where not exists (select 1 from users)`)
type FirstUserColumn = 'id' | 'username' | 'displayName' | 'role' | 'passwordHash' | 'createdAt'

/**
 * Many people in one statement, whatever their number (D1 binds at most 100 values). Who is there already
 * keeps password and state, and gets name, role, cohort and end.
 */
export const upsertUsers = (db: Database, rows: NewUser[]) =>
  db
    .insert(users)
    .select(sql`
      select value ->> 'id', value ->> 'username', value ->> 'displayName', value ->> 'role',
        value ->> 'passwordHash', value ->> 'mustChangePassword', null, value ->> 'createdAt',
        value ->> 'cohortId', value ->> 'expiresAt', value ->> 'updatedAt', null, null, null, null
      from json_each(${JSON.stringify(rows)}) where true`)
    .onConflictDoUpdate({
      target: users.id,
      set: {
        displayName: sql`excluded.display_name`,
        role: sql`excluded.role`,
        cohortId: sql`excluded.cohort_id`,
        expiresAt: sql`excluded.expires_at`,
        updatedAt: sql`excluded.updated_at`,
      },
    })

/** Changes a person who has not been anonymised; `last_admin` when no admin would be left. */
export const updateUser = (db: Database, id: string, change: Partial<Omit<NewUser, 'id'>>) =>
  db
    .update(users)
    .set(change)
    .where(and(eq(users.id, id), isNull(users.anonymisedAt)))

/** Accepts a code's time step once: a step not above the last one changes nothing. */
export const advanceTotpStep = (db: Database, id: string, step: number) =>
  db
    .update(users)
    .set({ totpLastStep: step })
    .where(and(eq(users.id, id), sql`coalesce(${users.totpLastStep}, -1) < ${step}`))

export type UserState = 'active' | 'disabled' | 'expired' | 'all'
export type UserFilter = {
  role?: Role | undefined
  cohortId?: string | undefined
  state: UserState
  now: number
}

const inState = (state: UserState, now: number): SQL | undefined => {
  switch (state) {
    case 'active':
      return sql`${users.disabledAt} is null and (${users.expiresAt} is null or ${users.expiresAt} > ${now})`
    case 'disabled':
      return isNotNull(users.disabledAt)
    case 'expired':
      return and(isNull(users.disabledAt), lte(users.expiresAt, now))
    case 'all':
      return undefined
  }
}

const listed = {
  user: users,
  cohortName: cohorts.name,
  /** When the newest session was last used. */
  lastSeenAt: sql<number | null>`(select max(s.last_seen_at) from sessions s where s.user_id = ${users.id})`,
  pinSetAt: sql<number | null>`(select k.pin_set_at from kiosk_credentials k where k.user_id = ${users.id})`,
  badgeSetAt: sql<
    number | null
  >`(select k.badge_set_at from kiosk_credentials k where k.user_id = ${users.id})`,
}
export type ListedUser = {
  user: User
  cohortName: string | null
  lastSeenAt: number | null
  pinSetAt: number | null
  badgeSetAt: number | null
}

/** The names of everybody who fits: SQLite neither sorts nor finds "Özdemir" as people do, so the caller does. */
export const selectNames = (db: Database, filter: UserFilter) =>
  db
    .select({
      id: users.id,
      displayName: users.displayName,
      username: users.username,
      role: users.role,
      cohortName: cohorts.name,
      lastSeenAt: listed.lastSeenAt,
    })
    .from(users)
    .leftJoin(cohorts, eq(cohorts.id, users.cohortId))
    .where(
      and(
        isNull(users.anonymisedAt),
        filter.role === undefined ? undefined : eq(users.role, filter.role),
        filter.cohortId === undefined ? undefined : eq(users.cohortId, filter.cohortId),
        inState(filter.state, filter.now),
      ),
    )

/** These people, in no order. */
export const selectListedUsers = (db: Database, ids: string[]): Promise<ListedUser[]> =>
  db
    .select(listed)
    .from(users)
    .leftJoin(cohorts, eq(cohorts.id, users.cohortId))
    .where(inArray(users.id, sql`(select value from json_each(${JSON.stringify(ids)}))`))

export const findListedUser = (db: Database, id: string): Promise<ListedUser | undefined> =>
  db
    .select(listed)
    .from(users)
    .leftJoin(cohorts, eq(cohorts.id, users.cohortId))
    .where(and(eq(users.id, id), isNull(users.anonymisedAt)))
    .get()

/** Admins who can sign in now. */
export const selectAdmins = (db: Database, now: number) =>
  db
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.role, 'admin'), inState('active', now)))
    .limit(50)

export const selectMembers = (db: Database, cohortId: string) =>
  db
    .select()
    .from(users)
    .where(and(eq(users.cohortId, cohortId), isNull(users.anonymisedAt)))

export const updateUsers = (db: Database, ids: string[], change: Partial<Omit<NewUser, 'id'>>) =>
  db
    .update(users)
    .set(change)
    .where(inArray(users.id, sql`(select value from json_each(${JSON.stringify(ids)}))`))
