import { readdirSync, readFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'

/** What the export of one's own data holds, see services/personal-data.ts. */
const EXPORTED = [
  'sessions.user_id',
  'jobs.user_id',
  'notifications.user_id',
  'cohort_memberships.user_id',
  'kiosk_credentials.user_id',
  'kiosk_visits.user_id',
  'job_series.user_id',
  'qualification_grants.user_id',
  'waiting_list.user_id',
  'recovery_codes.user_id',
  'calendar_feeds.user_id',
  'fault_reports.user_id',
  'instruction_records.user_id',
  'minors.user_id',
  'training_weeks.user_id',
]
/** A deed of the person's: the export tells it from the trail, in which each of these is written. */
const IN_THE_TRAIL = [
  'jobs.created_by',
  'jobs.transfer_to',
  'incidents.closed_by',
  'incidents.resolved_by',
  'incidents.claimed_by',
  'power_overrides.created_by',
  'emergency_stops.created_by',
  'emergency_stops.released_by',
  'tariffs.created_by',
  'guest_requests.decided_by',
  'job_series.created_by',
  'closures.created_by',
  'qualification_grants.granted_by',
  'frozen_months.frozen_by',
  'cost_corrections.created_by',
  'fault_reports.answered_by',
  'maintenance_services.done_by',
  'instruction_records.trainer_id',
  'instruction_texts.published_by',
]
/** Says nothing that the waiting list does not say, and nothing for longer than a day. */
const FLEETING = ['held_slots.user_id', 'idempotency_keys.user_id']

test('every column that names a person is in the export, in the trail, or gone in a day', () => {
  const sqlite = new DatabaseSync(':memory:')
  for (const name of readdirSync('migrations').sort()) sqlite.exec(readFileSync(`migrations/${name}`, 'utf8'))
  const columns = sqlite
    .prepare(
      `select t.name || '.' || f."from" as "column" from sqlite_master t, pragma_foreign_key_list(t.name) f
       where t.type = 'table' and f."table" = 'users'`,
    )
    .all()
    .map(({ column }) => column)
  expect(columns.sort()).toEqual([...EXPORTED, ...IN_THE_TRAIL, ...FLEETING].sort())
})
