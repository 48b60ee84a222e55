import { addWorkdays, at } from './workdays.ts'

const WEEKS = 4
const PRINTER = 'prusa-mini'
const HOLDER = 'demo-ausbilder'

/** A course each week, after the hours in which the other jobs of the demo lie. */
export const demoSeries = (now: number, timeZone: string) => {
  const first = addWorkdays(now, 2, timeZone)
  const windows = Array.from({ length: WEEKS }, (_, week) => {
    const day = first.add({ weeks: week })
    return { starts_at: at(day, 16, timeZone), ends_at: at(day, 18, timeZone) }
  })
  return {
    series: {
      id: 'demo-series',
      user_id: HOLDER,
      printer_id: PRINTER,
      every: 'week',
      starts_at: windows[0]?.starts_at ?? now,
      jobs: WEEKS,
      created_at: now,
      created_by: HOLDER,
    },
    jobs: windows.map((window, week) => ({
      id: `demo-series-${week + 1}`,
      printer_id: PRINTER,
      user_id: HOLDER,
      title: 'Kurs 3D-Druck',
      ...window,
      status: 'scheduled',
      series_id: 'demo-series',
      created_at: now,
      created_by: HOLDER,
    })),
  }
}
