import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Database } from './database.ts'

export const plugs = sqliteTable('plugs', {
  id: text().primaryKey(),
  name: text().notNull(),
  driver: text({ enum: ['tapo'] }).notNull(),
  address: text().notNull(),
  createdAt: integer().notNull(),
})
export type PlugRow = typeof plugs.$inferSelect

export const selectPlugs = (db: Database) => db.select().from(plugs)
