import { createHash } from 'node:crypto'
import { DEMO_PASSWORD } from '../protocol.ts'
import type { Database } from '../runtime.ts'
import { demoFaults, demoMaintenance } from './care.ts'
import { demoClosure } from './closures.ts'
import { demoEnergy, demoTariffs } from './energy.ts'
import { COST_CENTRES, costCentreOf, demoMeasurements, demoRefusals } from './figures.ts'
import { demoInstructions } from './instructions.ts'
import { demoJobs } from './jobs.ts'
import { DEMO_KIOSK_TOKEN } from './kiosk.ts'
import { MACHINES } from './machines.ts'
import { demoCohorts, PEOPLE } from './people.ts'
import { demoQualifications, instructionFor } from './qualifications.ts'
import { approvalFor, demoRequest } from './requests.ts'
import { demoSeries } from './series.ts'

/** D1 takes at most 100 bound values a statement, so a table goes in as one JSON value. */
const insertAll = (db: Database, table: string, rows: Record<string, string | number | null>[]) => {
  const columns = Object.keys(rows[0] ?? {})
  const values = columns.map((column) => `value ->> '${column}'`)
  return db
    .prepare(`insert into ${table} (${columns.join(', ')}) select ${values.join(', ')} from json_each(?)`)
    .bind(JSON.stringify(rows))
}

/** A bound value may have up to 2 MB. */
const ROWS_A_STATEMENT = 2_000
const inParts = <T>(list: T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size))

/** How long everybody has been here. */
const DAYS_HERE = 90

type SeedOptions = {
  now: number
  timeZone: string
  hashPassword: (password: string) => Promise<string>
  /** `host:port` of the emulated plugs, one per machine. */
  plugAddresses: readonly string[]
}

/** A believable workshop for a database without people: printers, plugs, people, nine weeks of jobs, the energy they took. */
export const seedDemo = async (db: Database, options: SeedOptions): Promise<void> => {
  const { now } = options
  const created_at = now
  const since = now - DAYS_HERE * 86_400_000
  const password_hash = await options.hashPassword(DEMO_PASSWORD)
  const people = PEOPLE.map(({ username, role, displayName, ...more }) => ({
    id: `demo-${username}`,
    username,
    display_name: displayName,
    role,
    password_hash,
    cohort_id: 'year' in more ? `demo-cohort-${more.year}` : null,
    // Before the history begins: their jobs count for their cohort.
    created_at: since,
  }))
  const plugs = MACHINES.map((_, i) => ({
    id: `plug-${i + 1}`,
    name: `Steckdose ${i + 1}`,
    driver: 'tapo',
    address: options.plugAddresses[i] ?? null,
    created_at,
  }))
  const printers = MACHINES.map((machine, i) => ({
    ...machine,
    kind: 'printer',
    plug_id: `plug-${i + 1}`,
    policy: JSON.stringify({ ...approvalFor(machine.id), ...instructionFor(machine.id) }),
    created_at: since,
  }))
  const { qualifications, grants } = demoQualifications(now)
  const request = demoRequest(now, options.timeZone)
  const course = demoSeries(now, options.timeZone)
  const { closure, window } = demoClosure(now, options.timeZone)
  const planned = demoJobs(now, options.timeZone)
  const energy = demoEnergy(now, planned)
  const jobs = planned.map(({ id, printerId, username, title, startsAt, endsAt, status, createdAt }, i) => ({
    id,
    printer_id: printerId,
    user_id: `demo-${username}`,
    title,
    starts_at: startsAt,
    ends_at: endsAt,
    status,
    cost_centre_id: costCentreOf(i),
    created_at: createdAt,
    created_by: `demo-${username}`,
    // Who prints right now is there: nobody's slot is released as not used.
    checked_in_at: status === 'finished' || (status === 'scheduled' && startsAt <= now) ? startsAt : null,
    started_at: status === 'finished' ? startsAt : null,
    finished_at: status === 'finished' ? endsAt : null,
  }))
  const token_hash = createHash('sha256').update(DEMO_KIOSK_TOKEN).digest('hex')
  const instructions = demoInstructions(now)
  const maintenance = demoMaintenance(now)
  const faults = demoFaults(now)
  await db.batch([
    insertAll(db, 'cohorts', demoCohorts(now)),
    insertAll(db, 'users', people),
    insertAll(db, 'plugs', plugs),
    insertAll(db, 'printers', printers),
    insertAll(db, 'qualifications', qualifications),
    insertAll(db, 'qualification_grants', grants),
    insertAll(db, 'cost_centres', COST_CENTRES),
    insertAll(db, 'jobs', jobs),
    insertAll(db, 'job_measurements', demoMeasurements(planned)),
    insertAll(db, 'refusal_days', demoRefusals(now, options.timeZone)),
    insertAll(db, 'jobs', [request.job]),
    insertAll(db, 'notifications', [request.notification]),
    insertAll(db, 'waiting_list', [request.wait]),
    insertAll(db, 'job_series', [course.series]),
    insertAll(db, 'jobs', course.jobs),
    insertAll(db, 'closures', [closure]),
    insertAll(db, 'closure_windows', [window]),
    insertAll(db, 'kiosks', [{ id: 'demo-kiosk', name: 'Werkstatt', token_hash, created_at }]),
    insertAll(db, 'settings', [{ key: 'siteName', value: '"Lehrwerkstatt (Demo)"', updated_at: now }]),
    insertAll(db, 'tariffs', demoTariffs(now, 'demo-admin')),
    ...inParts(energy.hours, ROWS_A_STATEMENT).map((part) => insertAll(db, 'plug_hours', part)),
    ...inParts(energy.minutes, ROWS_A_STATEMENT).map((part) => insertAll(db, 'plug_minutes', part)),
    insertAll(db, 'qualifications', instructions.qualifications),
    insertAll(db, 'instruction_texts', instructions.texts),
    insertAll(db, 'qualification_grants', instructions.grants),
    insertAll(db, 'instruction_records', instructions.records),
    insertAll(db, 'minors', instructions.minors),
    insertAll(db, 'maintenance_plans', maintenance.plans),
    insertAll(db, 'maintenance_services', maintenance.services),
    insertAll(db, 'incidents', faults.incidents),
    insertAll(db, 'fault_reports', faults.reports),
    db.prepare('update ledger_marks set rolled_id = ?').bind(energy.rolled),
  ])
}
