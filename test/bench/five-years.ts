import assert from 'node:assert/strict'
import { performance } from 'node:perf_hooks'
import { startWorkshop, type Workshop } from '../support/workshop.ts'
import { median, type Row } from './report.ts'

const PRINTERS = 30
const PEOPLE = 120
const DAYS = 5 * 365
/** Each has a cohort and a cost centre. Rows of a machine and day: three people, and the machine's own. */
const ROWS_A_DAY = 4
const HOURS_A_DAY = 10
const ROUNDS = 7
/** The median may take so long, with everything between browser and database but the network. */
const ALLOWED_MS = 200
const FIRST_DAY = '2021-11-24'

const QUERIES = [
  'groupBy=printer',
  'groupBy=month',
  'groupBy=printer,month',
  'groupBy=user',
  'groupBy=costCentre,month',
  'groupBy=cohort',
  'groupBy=week',
  'compare=true',
  'groupBy=weekdayHour',
  'groupBy=weekdayHour,printer',
  'groupBy=weekdayHour,month',
]

/** What five years would have left, as the passes leave it: nothing is stale. */
const fill = async (workshop: Workshop): Promise<void> => {
  const days = `with recursive d(i) as (select cast(?1 as integer) union all select i + 1 from d where i + 1 < ?2),
    day as (select i, date('${FIRST_DAY}', '+' || i || ' days') as at from d),
    machine(m) as (select 1 union all select m + 1 from machine where m < ${PRINTERS})`
  const weekday = "(strftime('%w', at) + 6) % 7 + 1"
  const STEP = 60
  for (let i = 0; i < DAYS; i += STEP) {
    const until = Math.min(i + STEP, DAYS)
    await workshop.db.batch([
      workshop.db
        .prepare(
          `insert into usage_days ${days}, part(k) as (select 0 union all select k + 1 from part where k + 1 < ${ROWS_A_DAY})
          select at, date(at, '-' || (${weekday} - 1) || ' days'), substr(at, 1, 7), ${weekday}, 'printer-' || m,
            case k when 0 then '' else 'a' || ((i * 7 + m * 3 + k) % ${PEOPLE} + 1) end,
            case k when 0 then '' else 'k' || ((i * 7 + m * 3 + k) % 8) end,
            case k when 0 then '' else 'c' || ((i * 7 + m * 3 + k) % 4) end,
            k > 0, 0, 0, 0, 0, 3600000, case k when 0 then 0 else 9000000 end, case k when 0 then 0 else 8000000 end,
            case k when 0 then 32400000 else 0 end, case k when 0 then 0 else 250000 end,
            case k when 0 then 90000 else 0 end, 0, 21600000, 21500000, 9000, 500000
          from day, machine, part`,
        )
        .bind(i, until),
      workshop.db
        .prepare(
          `insert into usage_hours ${days}, hour(h) as (select 7 union all select h + 1 from hour where h < ${6 + HOURS_A_DAY})
          select at, ${weekday}, h, 'printer-' || m, 'a' || ((i * 7 + m * 3 + h / 4) % ${PEOPLE} + 1), 3600000
          from day, machine, hour`,
        )
        .bind(i, until),
    ])
  }
  // As the passes would have summed them up.
  const sums =
    'sum(jobs), 0, 0, 0, 0, 0, sum(booked_ms), sum(used_ms), sum(open_ms), sum(job_mwh), sum(standby_mwh), 0, sum(covered_ms), sum(measured_ms), sum(energy_millicents), sum(machine_millicents) from usage_days'
  await workshop.db.batch(
    [
      `insert into usage_sums select 'machine_month', month || '-01', '', month, printer_id, '', '', '', ${sums} group by month, printer_id`,
      `insert into usage_sums select 'people_month', month || '-01', '', month, '', user_id, cost_centre_id, cohort_id, ${sums} group by month, user_id, cost_centre_id, cohort_id`,
      `insert into usage_sums select 'site_day', day, week, month, '', '', '', '', ${sums} group by day`,
      'insert into usage_heat select substr(day, 1, 7), weekday, hour, sum(booked_ms) from usage_hours group by 1, 2, 3',
      'insert into usage_heat_machines select substr(day, 1, 7), printer_id, weekday, hour, sum(booked_ms) from usage_hours group by 1, 2, 3, 4',
    ].map((statement) => workshop.db.prepare(statement)),
  )
}

/** Statistics over five years of thirty machines. */
export async function* benchFiveYears(): AsyncGenerator<Row> {
  const workshop = await startWorkshop({ printers: PRINTERS })
  try {
    await fill(workshop)
    const clients = { trainer: await workshop.as('trainer'), anna: await workshop.as('anna') }
    for (const [name, client] of Object.entries(clients)) {
      for (const query of QUERIES) {
        const times: number[] = []
        for (let round = 0; round < ROUNDS; round++) {
          const at = performance.now()
          const { status, body } = await client.get(
            `/api/statistics?from=${FIRST_DAY}&to=2026-11-23&${query}`,
          )
          times.push(performance.now() - at)
          assert.equal(status, 200, JSON.stringify(body))
          assert.equal(body.complete, true)
        }
        yield {
          name: `statistics of five years, ${name}: ${query}`,
          value: median(times),
          unit: 'ms',
          target: { atMost: ALLOWED_MS },
        }
      }
    }
  } finally {
    await workshop.stop()
  }
}
