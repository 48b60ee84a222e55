import { asc, eq, isNotNull, isNull, or, sql } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { PhaseLevels, WattSample } from '../domain/power-signature-levels.ts'
import type { Window } from '../domain/window.ts'
import type { Database } from './database.ts'
import { plugMinutes } from './plug-minutes.ts'
import { printers } from './printers.ts'

/** What a machine draws in which phase, as far as it was learned. */
const powerLevels = sqliteTable('power_levels', {
  printerId: text().primaryKey(),
  levels: text({ mode: 'json' }).$type<PhaseLevels>(),
  learnedAt: integer().notNull(),
})

export const selectPowerLevels = (db: Database, printerIds: string[]) =>
  db
    .select()
    .from(powerLevels)
    .where(sql`${powerLevels.printerId} in (select value from json_each(${JSON.stringify(printerIds)}))`)

/** What was learned before stays where nothing new could be learned. */
export const upsertPowerLevels = (db: Database, printerId: string, levels: PhaseLevels | null, at: number) =>
  db
    .insert(powerLevels)
    .values({ printerId, levels, learnedAt: at })
    .onConflictDoUpdate({
      target: powerLevels.printerId,
      set: { learnedAt: at, ...(levels ? { levels } : {}) },
    })

/** Printers with a plug whose levels were learned before that, or never: those that wait longest. */
export const selectToLearn = (db: Database, before: number, limit: number) =>
  db
    .select({ printerId: printers.id, plugId: sql<string>`${printers.plugId}` })
    .from(printers)
    .leftJoin(powerLevels, eq(powerLevels.printerId, printers.id))
    .where(
      sql`${isNull(printers.archivedAt)} and ${isNotNull(printers.plugId)} and ${or(
        isNull(powerLevels.learnedAt),
        sql`${powerLevels.learnedAt} < ${before}`,
      )}`,
    )
    .orderBy(asc(sql`ifnull(${powerLevels.learnedAt}, 0)`))
    .limit(limit)

const BUCKET_MS = 60_000
/** Passes that come early leave short rows: those of a minute are put together. */
const bucket = sql`${plugMinutes.startsAt} / ${sql.raw(String(BUCKET_MS))}`
const minuteColumns = {
  plugId: plugMinutes.plugId,
  startsAt: sql<number>`min(${plugMinutes.startsAt})`,
  endsAt: sql<number>`max(${plugMinutes.endsAt})`,
  averageWatts: sql<number | null>`case when sum(${plugMinutes.quality} <> 'measured') = 0
    then sum(${plugMinutes.energyMwh}) * 3600.0 / sum(${plugMinutes.endsAt} - ${plugMinutes.startsAt}) end`,
  peakWatts: sql<number | null>`max(${plugMinutes.peakMw}) / 1000.0`,
}
export type PlugSample = WattSample & { plugId: string }

/** What a plug let through by the minute, in order of time; `limit` of the newest. */
export const selectWatts = async (
  db: Database,
  plugId: string,
  { startsAt, endsAt }: Window,
  limit: number,
): Promise<PlugSample[]> => {
  const newestFirst = await db
    .select(minuteColumns)
    .from(plugMinutes)
    .where(
      sql`${plugMinutes.plugId} = ${plugId} and ${plugMinutes.startsAt} >= ${startsAt} and ${plugMinutes.startsAt} < ${endsAt}`,
    )
    .groupBy(bucket)
    .orderBy(sql`2 desc`)
    .limit(limit)
  return newestFirst.reverse()
}

/** The highest average of a minute since then, by plug. */
export const selectRecentLoad = (db: Database, plugIds: string[], since: number) =>
  db
    .select({
      plugId: plugMinutes.plugId,
      peakAverageWatts: sql<number>`max(${plugMinutes.energyMwh} * 3600.0 / (${plugMinutes.endsAt} - ${plugMinutes.startsAt}))`,
    })
    .from(plugMinutes)
    .where(
      sql`${plugMinutes.plugId} in (select value from json_each(${JSON.stringify(plugIds)})) and ${plugMinutes.startsAt} >= ${since}`,
    )
    .groupBy(plugMinutes.plugId)
