import { sql } from 'drizzle-orm'
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core'
import type { JobStatus } from '../domain/job-status.ts'
import type { Database } from './database.ts'
import { isOneOf, jobs } from './jobs.ts'

const staleGuard = sqliteTable('stale_guard', { broken: integer().notNull() })

/**
 * First in a batch that changes several jobs: undoes it all with `stale` when one of them is not in the version
 * that was judged, or in none of the given states.
 */
export const refuseChanged = (
  db: Database,
  seen: readonly { id: string; version: number }[],
  from: readonly JobStatus[],
) =>
  db.insert(staleGuard).select(sql`
    select 1 where ${seen.length} <> (
      select count(*) from ${jobs}
      inner join json_each(${JSON.stringify(seen.map(({ id, version }) => ({ id, version })))}) seen
        on ${jobs.id} = json_extract(seen.value, '$.id')
          and ${jobs.version} = json_extract(seen.value, '$.version')
      where ${isOneOf(from)})`)
