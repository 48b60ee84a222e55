import { sql } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Database } from './database.ts'

/** Key and JSON value; `services/settings.ts` knows the keys and their defaults. */
export const settings = sqliteTable('settings', {
  key: text().primaryKey(),
  value: text({ mode: 'json' }).$type<unknown>().notNull(),
  updatedAt: integer().notNull(),
})

export const selectSettings = (db: Database) => db.select().from(settings)

export const upsertSetting = (db: Database, key: string, value: unknown, at: number) =>
  db
    .insert(settings)
    .values({ key, value, updatedAt: at })
    .onConflictDoUpdate({ target: settings.key, set: { value, updatedAt: at } })

/** Sets the named fields of an object setting and leaves its others, whoever set them meanwhile. */
export const mergeSetting = (db: Database, key: string, fields: Record<string, unknown>, at: number) => {
  const assignments = Object.entries(fields).map(
    ([field, value]) => sql`, ${`$."${field}"`}, json(${JSON.stringify(value)})`,
  )
  const merged = sql`json_set(${settings.value}${sql.join(assignments)})`
  return db
    .insert(settings)
    .values({ key, value: fields, updatedAt: at })
    .onConflictDoUpdate({
      target: settings.key,
      set: assignments.length > 0 ? { value: merged, updatedAt: at } : { updatedAt: at },
    })
}
