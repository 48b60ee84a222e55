import { and, asc, desc, eq, or, type SQL, sql } from 'drizzle-orm'
import type { IncidentOrder } from '../domain/incident-order.ts'
import { contains, isAmong } from './contains.ts'
import type { Database } from './database.ts'
import { type IncidentKind, incidents, isOpen } from './incidents.ts'

/** One word of a search: an incident has it by its kind, its machine, or in how it was resolved. */
export type IncidentWord = { text: string; kinds: IncidentKind[]; printerIds: string[] }

/** Where an incident stands in a sorted list: what a page remembers of its last one. */
export type IncidentPlace = { rank: number; openedAt: number; id: string }

export type IncidentFilter = {
  open: boolean | undefined
  printerId?: string | undefined
  /** All of them must be found. */
  words: IncidentWord[]
  order: IncidentOrder
  after?: IncidentPlace | undefined
  limit: number
}

const rank = sql<number>`case ${incidents.severity} when 'critical' then 2 when 'warning' then 1 else 0 end`

const hasWord = ({ text, kinds, printerIds }: IncidentWord) =>
  or(
    isAmong(incidents.kind, kinds),
    isAmong(incidents.printerId, printerIds),
    contains(incidents.resolution, text),
  )

/** A page of incidents; of equal urgency the newest come first downwards, the oldest upwards. */
export const selectIncidents = (db: Database, { order, after, ...filter }: IncidentFilter) => {
  const [beyond, direction] = order.startsWith('-') ? (['<', desc] as const) : (['>', asc] as const)
  const isByTime = order.endsWith('openedAt')
  const place: SQL | undefined =
    after &&
    (isByTime
      ? sql`(${incidents.openedAt}, ${incidents.id}) ${sql.raw(beyond)} (${after.openedAt}, ${after.id})`
      : sql`(${rank}, ${incidents.openedAt}, ${incidents.id}) ${sql.raw(beyond)} (${after.rank}, ${after.openedAt}, ${after.id})`)
  return db
    .select({ incident: incidents, rank })
    .from(incidents)
    .where(
      and(
        filter.open === undefined ? undefined : filter.open ? isOpen : sql`not (${isOpen})`,
        filter.printerId === undefined ? undefined : eq(incidents.printerId, filter.printerId),
        ...filter.words.map(hasWord),
        place,
      ),
    )
    .orderBy(...(isByTime ? [] : [direction(rank)]), direction(incidents.openedAt), direction(incidents.id))
    .limit(filter.limit)
}
