import { and, asc, eq, isNull } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Database } from './database.ts'
import { printers } from './printers.ts'

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

export const findPlug = (db: Database, id: string): Promise<PlugRow | undefined> =>
  db
    .select()
    .from(plugs)
    .where(and(eq(plugs.id, id), isNull(plugs.archivedAt)))
    .get()

export const insertPlug = (db: Database, plug: PlugRow) => db.insert(plugs).values(plug)

export const updatePlug = (db: Database, id: string, change: Partial<PlugRow>) =>
  db
    .update(plugs)
    .set(change)
    .where(and(eq(plugs.id, id), isNull(plugs.archivedAt)))

/** Takes the plug from its printer and out of the lists; what it measured keeps its id. */
export const archivePlug = (db: Database, id: string, at: number) =>
  [
    db.update(printers).set({ plugId: null }).where(eq(printers.plugId, id)),
    updatePlug(db, id, { archivedAt: at }),
  ] as const
