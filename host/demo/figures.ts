import { Temporal } from 'temporal-polyfill'
import type { DemoJob } from './jobs.ts'
import { MACHINES } from './machines.ts'
import { randomNumbers } from './random-numbers.ts'

type Row = Record<string, string | number | null>

export const COST_CENTRES = [
  { id: 'demo-training', code: '4711', name: 'Ausbildung' },
  { id: 'demo-orders', code: '4720', name: 'Aufträge aus der Fertigung' },
]

/** Most is for training, some for others, and some say nothing. */
export const costCentreOf = (index: number): string | null => {
  if (index % 7 === 6) return null
  return COST_CENTRES[index % 4 === 3 ? 1 : 0]?.id ?? null
}

/** What the watts said of the finished jobs, as the worker would have written it down. */
export const demoMeasurements = (jobs: DemoJob[]): Row[] => {
  const random = randomNumbers(85)
  return jobs
    .filter(({ status }) => status === 'finished')
    .map(({ id, printerId, username, startsAt, endsAt }) => ({
      job_id: id,
      printer_id: printerId,
      user_id: `demo-${username}`,
      booked_ms: endsAt - startsAt,
      worked_ms: Math.round((endsAt - startsAt) * (0.55 + 0.4 * random())),
      idle_before_ms: Math.floor(random() * 12) * 60_000,
      measured_at: endsAt,
    }))
}

const REASONS = [
  { code: 'slot_taken', perWeek: 9 },
  { code: 'too_many_open_jobs', perWeek: 4 },
  { code: 'outside_opening_hours', perWeek: 2 },
  { code: 'qualification_missing', perWeek: 1.5 },
  { code: 'too_long', perWeek: 0.8 },
]
const DAYS_BACK = 63
const WORKDAYS = 5

/** Why bookings were refused on the workdays of the past weeks. */
export const demoRefusals = (now: number, timeZone: string): Row[] => {
  const random = randomNumbers(409)
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate()
  const days = Array.from({ length: DAYS_BACK }, (_, i) => today.subtract({ days: i + 1 }))
  return days
    .filter(({ dayOfWeek }) => dayOfWeek <= WORKDAYS)
    .flatMap((day) =>
      REASONS.flatMap(({ code, perWeek }): Row[] => {
        const count = Math.floor((perWeek / WORKDAYS) * 2 * random() + random())
        const machine = MACHINES[Math.floor(random() * MACHINES.length)]
        return count > 0 && machine ? [{ day: day.toString(), printer_id: machine.id, code, count }] : []
      }),
    )
}
