import type { Workshop } from './workshop.ts'

const HOUR_MS = 3_600_000

export type PastJob = {
  id: string
  printerId?: string
  userId?: string
  title?: string
  startsAt: number
  hours: number
  status?: 'finished' | 'missed' | 'cancelled' | 'running'
  usedHours?: number
  costCentreId?: string | null
}

/** Jobs as if they had been, whatever the rules would say now. */
export const addPastJobs = (workshop: Workshop, jobs: PastJob[]) => {
  const insert = workshop.db.prepare(
    `insert into jobs (id, printer_id, user_id, title, starts_at, ends_at, status, created_at, created_by, started_at,
       finished_at, cost_centre_id, checked_in_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, 'admin', ?, ?, ?, ?)`,
  )
  return workshop.db.batch(
    jobs.map((job) => {
      const { status = 'finished', startsAt, hours, usedHours = hours } = job
      const hasRun = status === 'finished' || status === 'running'
      return insert.bind(
        job.id,
        job.printerId ?? 'printer-1',
        job.userId ?? 'anna',
        job.title ?? 'Halter',
        startsAt,
        startsAt + hours * HOUR_MS,
        status,
        startsAt - 2 * HOUR_MS,
        hasRun ? startsAt : null,
        status === 'finished' ? startsAt + usedHours * HOUR_MS : null,
        job.costCentreId ?? null,
        hasRun ? startsAt : null,
      )
    }),
  )
}

/** A job for each of these people, one directly after the other; their ids end with the label. */
export const addJobsInTurn = (
  workshop: Workshop,
  people: string[],
  {
    label,
    startsAt,
    hours,
    costCentreId,
  }: Pick<PastJob, 'startsAt' | 'hours' | 'costCentreId'> & { label: string },
) =>
  addPastJobs(
    workshop,
    people.map((userId, i) => ({
      id: `${userId}-${label}`,
      userId,
      startsAt: startsAt + i * hours * HOUR_MS,
      hours,
      ...(costCentreId === undefined ? {} : { costCentreId }),
    })),
  )

export type PastHour = {
  hourAt: number
  printerId?: string
  purpose: 'job' | 'standby' | 'unbooked'
  jobId?: string
  energyMwh: number
  measuredMs?: number
}

/** Hours of the ledger as if they had been measured. */
export const addPastHours = (workshop: Workshop, hours: PastHour[]) => {
  const insert = workshop.db.prepare(
    `insert into plug_hours (plug_id, printer_id, hour_at, purpose, job_id, energy_mwh, covered_ms, measured_ms, missing_ms)
     values (?, ?, ?, ?, ?, ?, ?, ?, 0)`,
  )
  return workshop.db.batch(
    hours.map(({ hourAt, printerId = 'printer-1', purpose, jobId = '', energyMwh, measuredMs = HOUR_MS }) =>
      insert.bind(`plug-of-${printerId}`, printerId, hourAt, purpose, jobId, energyMwh, HOUR_MS, measuredMs),
    ),
  )
}

/** More apprentices, for groups: ids `a1`, `a2`, … */
export const addPeople = (workshop: Workshop, count: number, cohortId: string | null = null) => {
  const insert = workshop.db.prepare(
    `insert or ignore into users (id, username, display_name, role, password_hash, created_at, cohort_id)
     values (?, ?, ?, 'apprentice', '', 0, ?)`,
  )
  return workshop.db.batch(
    Array.from({ length: count }, (_, i) => {
      const id = `${cohortId ?? 'a'}${i + 1}`
      return insert.bind(id, id, `Azubi ${id}`, cohortId)
    }),
  )
}
