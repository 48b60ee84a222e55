import { and, eq, lt, sql } from 'drizzle-orm'
import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Database } from './database.ts'

export const idempotencyKeys = sqliteTable(
  'idempotency_keys',
  {
    userId: text().notNull(),
    key: text().notNull(),
    fingerprint: text().notNull(),
    entityId: text().notNull(),
    createdAt: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.key] })],
)
export type IdempotencyKey = typeof idempotencyKeys.$inferSelect

/** Only if the statement before it in the batch changed a row; refused by `already_done` when it is there. */
export const insertKeyIfChanged = (db: Database, row: IdempotencyKey) =>
  db.insert(idempotencyKeys).select(sql`
    select ${row.userId}, ${row.key}, ${row.fingerprint}, ${row.entityId}, ${row.createdAt} where changes() > 0`)

export const findKey = (db: Database, userId: string, key: string): Promise<IdempotencyKey | undefined> =>
  db
    .select()
    .from(idempotencyKeys)
    .where(and(eq(idempotencyKeys.userId, userId), eq(idempotencyKeys.key, key)))
    .get()

export const deleteKeysBefore = (db: Database, at: number) =>
  db.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, at))
