import { inArray, lt, sql } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { FORGET_MS, LOCK_MS, MAX_ATTEMPTS } from '../domain/lock-out.ts'
import type { Database } from './database.ts'

export const loginThrottles = sqliteTable('login_throttles', {
  key: text().primaryKey(),
  attempts: integer().notNull(),
  level: integer().notNull(),
  lastAttemptAt: integer().notNull(),
  lockedUntil: integer(),
})
export type LoginThrottle = typeof loginThrottles.$inferSelect

export const selectThrottles = (db: Database, keys: string[]) =>
  db.select().from(loginThrottles).where(inArray(loginThrottles.key, keys))

/**
 * Counts an attempt before it is judged, so that a hundred at once are not all judged; returns no row
 * while the key is locked. The last one allowed locks the key; a success takes its attempt back.
 * @param windowMs after a pause this long counting starts anew
 */
export const countAttempt = (db: Database, key: string, now: number, windowMs: number) => {
  const t = loginThrottles
  const level = sql`case when ${t.lastAttemptAt} <= ${now - FORGET_MS} then 0 else ${t.level} end`
  const attempts = sql`case when ${t.lockedUntil} is not null or ${t.lastAttemptAt} <= ${now - windowMs}
    then 1 else ${t.attempts} + 1 end`
  const [first, second, third] = LOCK_MS
  const lock = sql`${now} + case ${level} when 0 then ${first} when 1 then ${second} else ${third} end`
  return db
    .insert(t)
    .values({ key, attempts: 1, level: 0, lastAttemptAt: now, lockedUntil: null })
    .onConflictDoUpdate({
      target: t.key,
      set: {
        attempts,
        level: sql`${level} + (${attempts} >= ${MAX_ATTEMPTS})`,
        lockedUntil: sql`case when ${attempts} >= ${MAX_ATTEMPTS} then ${lock} end`,
        lastAttemptAt: now,
      },
      setWhere: sql`${t.lockedUntil} is null or ${t.lockedUntil} <= ${now}`,
    })
    .returning()
}

/** A success counts as no attempt; the lock that it would have set is lifted with it. */
export const takeAttemptBack = (db: Database, counted: LoginThrottle) => {
  const t = loginThrottles
  const isOurLock = sql`${t.lockedUntil} is not null and ${t.lockedUntil} is ${counted.lockedUntil}`
  return db
    .update(t)
    .set({
      attempts: sql`max(${t.attempts} - 1, 0)`,
      level: sql`max(${t.level} - (${isOurLock}), 0)`,
      lockedUntil: sql`case when ${isOurLock} then null else ${t.lockedUntil} end`,
    })
    .where(sql`${t.key} = ${counted.key}`)
}

export const forgetThrottles = (db: Database, keys: string[]) =>
  db.delete(loginThrottles).where(inArray(loginThrottles.key, keys))

export const forgetOldThrottles = (db: Database, before: number) =>
  db.delete(loginThrottles).where(lt(loginThrottles.lastAttemptAt, before))
