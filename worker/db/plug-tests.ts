import { and, asc, eq, isNull, lt, or, sql } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { SelfTestItem, SelfTestStatus } from '../../bridge/protocol.ts'
import type { Database } from './database.ts'
import { isLive, jobs } from './jobs.ts'
import { plugs } from './plugs.ts'
import { printers } from './printers.ts'

export const plugTests = sqliteTable('plug_tests', {
  plugId: text().primaryKey(),
  at: integer().notNull(),
  status: text().$type<SelfTestStatus>().notNull(),
  items: text({ mode: 'json' }).$type<SelfTestItem[]>().notNull(),
})
export type PlugTest = typeof plugTests.$inferSelect

/** The last test of each plug. */
export const selectPlugTests = (db: Database) => db.select().from(plugTests)

export const findPlugTest = (db: Database, plugId: string): Promise<PlugTest | undefined> =>
  db.select().from(plugTests).where(eq(plugTests.plugId, plugId)).get()

export const keepPlugTest = (db: Database, { plugId, ...test }: PlugTest) =>
  db
    .insert(plugTests)
    .values({ plugId, ...test })
    .onConflictDoUpdate({ target: plugTests.plugId, set: test })

/** Of a plug that is no longer there, or another one now. */
export const deletePlugTest = (db: Database, plugId: string) =>
  db.delete(plugTests).where(eq(plugTests.plugId, plugId))

/** Plugs not tested since then whose printer has no job that begins or ends in the window, by id. */
export const selectPlugsToTest = (db: Database, since: number, quiet: { from: number; to: number }) =>
  db
    .select({ id: plugs.id })
    .from(plugs)
    .leftJoin(plugTests, eq(plugTests.plugId, plugs.id))
    .where(
      and(
        isNull(plugs.archivedAt),
        or(isNull(plugTests.at), lt(plugTests.at, since)),
        sql`not exists (
          select 1 from ${jobs} inner join ${printers} on ${printers.id} = ${jobs.printerId}
          where ${printers.plugId} = ${plugs.id} and ${isLive}
            and (${jobs.startsAt} between ${quiet.from} and ${quiet.to} or ${jobs.endsAt} between ${quiet.from} and ${quiet.to}))`,
      ),
    )
    .orderBy(asc(plugs.id))
