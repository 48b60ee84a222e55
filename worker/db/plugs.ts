import { asc, isNull } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Database } from './database.ts'

export const plugs = sqliteTable('plugs', {
  id: text().primaryKey(),
  name: text().notNull(),
  driver: text({ enum: ['tapo'] }).notNull(),
  address: text().notNull(),
  createdAt: integer().notNull(),
  archivedAt: integer(),
})
export type PlugRow = typeof plugs.$inferSelect

export const selectPlugs = (db: Database) =>
  db.select().from(plugs).where(isNull(plugs.archivedAt)).orderBy(asc(plugs.name))
