import { and, count, eq, isNull } from 'drizzle-orm'
import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Database } from './database.ts'

export const recoveryCodes = sqliteTable(
  'recovery_codes',
  {
    userId: text().notNull(),
    codeHash: text().notNull(),
    createdAt: integer().notNull(),
    usedAt: integer(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.codeHash] })],
)

export const insertRecoveryCodes = (db: Database, userId: string, hashes: string[], at: number) =>
  db
    .insert(recoveryCodes)
    .values(hashes.map((codeHash) => ({ userId, codeHash, createdAt: at, usedAt: null })))

export const deleteRecoveryCodes = (db: Database, userId: string) =>
  db.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId))

/** Changes one row when the code is one of the person's and was not used before. */
export const spendRecoveryCode = (db: Database, userId: string, codeHash: string, at: number) =>
  db
    .update(recoveryCodes)
    .set({ usedAt: at })
    .where(
      and(
        eq(recoveryCodes.userId, userId),
        eq(recoveryCodes.codeHash, codeHash),
        isNull(recoveryCodes.usedAt),
      ),
    )

export const countUnusedRecoveryCodes = (db: Database, userId: string) =>
  db
    .select({ unused: count() })
    .from(recoveryCodes)
    .where(and(eq(recoveryCodes.userId, userId), isNull(recoveryCodes.usedAt)))
