import { and, eq, isNull } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Database } from './database.ts'

export const kiosks = sqliteTable('kiosks', {
  id: text().primaryKey(),
  name: text().notNull(),
  tokenHash: text().notNull(),
  createdAt: integer().notNull(),
  revokedAt: integer(),
})
export type KioskRow = typeof kiosks.$inferSelect

export const findKioskByTokenHash = (db: Database, tokenHash: string): Promise<KioskRow | undefined> =>
  db
    .select()
    .from(kiosks)
    .where(and(eq(kiosks.tokenHash, tokenHash), isNull(kiosks.revokedAt)))
    .get()

export const selectKiosks = (db: Database) => db.select().from(kiosks).where(isNull(kiosks.revokedAt))

export const insertKiosk = (db: Database, kiosk: KioskRow) => db.insert(kiosks).values(kiosk)

export const revokeKiosk = (db: Database, id: string, at: number) =>
  db
    .update(kiosks)
    .set({ revokedAt: at })
    .where(and(eq(kiosks.id, id), isNull(kiosks.revokedAt)))
