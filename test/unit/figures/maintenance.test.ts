import { expect, test } from 'vitest'
import { judgeDue } from '../../../worker/domain/maintenance.ts'

const HOUR = 3_600_000
const never = { everyHours: null, everyJobs: null, everyDays: null }

test.each([
  ['nothing done yet', { ...never, everyHours: 100 }, [0, 0, 0], 'ok', 0],
  ['nine tenths of the hours', { ...never, everyHours: 100 }, [90, 0, 0], 'soon', 90],
  ['the last hour', { ...never, everyHours: 100 }, [100, 0, 0], 'overdue', 100],
  ['days come first', { ...never, everyHours: 100, everyDays: 30 }, [10, 0, 31], 'overdue', 103],
  ['jobs come first', { everyHours: 100, everyJobs: 10, everyDays: 365 }, [1, 9, 30], 'soon', 90],
] as const)('%s', (_, interval, [hours, jobs, days], state, percent) => {
  expect(judgeDue(interval, { usedMs: hours * HOUR, jobs, days })).toMatchObject({ state, percent })
})
