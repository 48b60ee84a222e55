import { sql } from 'drizzle-orm'
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core'
import { COUNTED_STATUSES, type ShareLimits } from '../domain/fair-share.ts'
import type { Database } from './database.ts'
import { isLive, isOneOf, jobs } from './jobs.ts'

const limitGuard = sqliteTable('limit_guard', { broken: integer().notNull() })

const json = (value: unknown) => sql`json_each(${JSON.stringify(value)})`
const field = (name: string) => sql`json_extract(bound.value, ${`$.${name}`})`
const onPrinter = sql`(${field('printerId')} is null or ${jobs.printerId} = ${field('printerId')})`

/**
 * Part of a batch that books, after the booking, where there are limits: undoes all with `limits_exceeded` when the person now has
 * more open jobs or hours than allowed, whoever else booked for them at the same time.
 */
export const refuseBeyond = (db: Database, userId: string, { openJobs, weeks }: ShareLimits) => {
  if (openJobs.length === 0 && weeks.length === 0) return []
  const guard = db.insert(limitGuard).select(sql`
    select 1 where exists (
      select 1 from ${json(openJobs)} bound where ${field('max')} < (
        select count(*) from ${jobs} where ${jobs.userId} = ${userId} and ${isLive} and ${onPrinter})
    ) or exists (
      select 1 from ${json(weeks)} bound where ${field('maxMs')} < (
        select coalesce(sum(min(${jobs.endsAt}, ${field('endsAt')}) - max(${jobs.startsAt}, ${field('startsAt')})), 0)
        from ${jobs}
        where ${jobs.userId} = ${userId} and ${isOneOf(COUNTED_STATUSES)} and ${onPrinter}
          and ${jobs.startsAt} < ${field('endsAt')} and ${jobs.endsAt} > ${field('startsAt')})
    )`)
  return [guard]
}
