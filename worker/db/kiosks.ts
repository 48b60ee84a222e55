import { and, asc, eq, gt, isNull, lt, or } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Database } from './database.ts'

export const kiosks = sqliteTable('kiosks', {
  id: text().primaryKey(),
  name: text().notNull(),
  tokenHash: text().notNull(),
  createdAt: integer().notNull(),
  revokedAt: integer(),
  enrolledAt: integer(),
  lastSeenAt: integer(),
  codeHash: text(),
  codeExpiresAt: integer(),
})
export type KioskRow = typeof kiosks.$inferSelect

const isThere = isNull(kiosks.revokedAt)

export const findKioskByTokenHash = (db: Database, tokenHash: string): Promise<KioskRow | undefined> =>
  db
    .select()
    .from(kiosks)
    .where(and(eq(kiosks.tokenHash, tokenHash), isThere))
    .get()

/** The kiosk that a code enrols, if the code is still valid. */
export const findKioskByCode = (db: Database, codeHash: string, now: number): Promise<KioskRow | undefined> =>
  db
    .select()
    .from(kiosks)
    .where(and(eq(kiosks.codeHash, codeHash), gt(kiosks.codeExpiresAt, now), isThere))
    .get()

export const findKiosk = (db: Database, id: string): Promise<KioskRow | undefined> =>
  db
    .select()
    .from(kiosks)
    .where(and(eq(kiosks.id, id), isThere))
    .get()

export const selectKiosks = (db: Database) =>
  db.select().from(kiosks).where(isThere).orderBy(asc(kiosks.name), asc(kiosks.id))

export const insertKiosk = (db: Database, kiosk: typeof kiosks.$inferInsert) =>
  db.insert(kiosks).values(kiosk)

/** Gives a kiosk another code; the one before is void. */
export const setKioskCode = (db: Database, id: string, codeHash: string, codeExpiresAt: number) =>
  db
    .update(kiosks)
    .set({ codeHash, codeExpiresAt })
    .where(and(eq(kiosks.id, id), isThere))

/** Spends the code: of two devices that type it at once, one gets the token. */
export const spendKioskCode = (db: Database, codeHash: string, tokenHash: string, now: number) =>
  db
    .update(kiosks)
    .set({ tokenHash, enrolledAt: now, lastSeenAt: now, codeHash: null, codeExpiresAt: null })
    .where(and(eq(kiosks.codeHash, codeHash), gt(kiosks.codeExpiresAt, now), isThere))

/** Changes nothing while it was seen since `before`, so that most requests write nothing. */
export const touchKiosk = (db: Database, id: string, at: number, before: number) =>
  db
    .update(kiosks)
    .set({ lastSeenAt: at })
    .where(and(eq(kiosks.id, id), or(isNull(kiosks.lastSeenAt), lt(kiosks.lastSeenAt, before))))

export const revokeKiosk = (db: Database, id: string, at: number) =>
  db
    .update(kiosks)
    .set({ revokedAt: at, codeHash: null, codeExpiresAt: null })
    .where(and(eq(kiosks.id, id), isThere))
