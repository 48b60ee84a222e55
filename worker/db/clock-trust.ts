import { sql } from 'drizzle-orm'
import { selectNewestAudit } from './audit-events.ts'
import type { Database } from './database.ts'
import { settings } from './settings.ts'

/** Up to which audit event an admin has said "these times are wrong, the clock is right now". */
const TRUST_KEY = 'clockTrustedAfterAuditId'

/** The newest audit event that may contradict the clock; no row when there is none. */
export const selectNewestCredibleAudit = (db: Database) =>
  selectNewestAudit(
    db,
    sql`ifnull((select cast(value as integer) from settings where key = ${TRUST_KEY}), 0)`,
  )

/** Everything recorded so far no longer speaks against the clock. */
export const trustClock = (db: Database, at: number) =>
  db.insert(settings).select(sql`
    select ${TRUST_KEY}, ifnull(max(id), 0), ${at} from audit_events where true
    on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at`)
