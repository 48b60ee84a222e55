import { expect, test } from 'vitest'
import { daysUntilDue, judgeDue } from '../../../worker/domain/maintenance.ts'

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

test.each([
  ['the calendar says so', { ...never, everyDays: 30 }, [0, 0, 12], 18],
  ['at the pace since the last service', { ...never, everyHours: 100 }, [40, 0, 20], 30],
  ['whichever comes first', { ...never, everyHours: 100, everyDays: 30 }, [40, 0, 20], 10],
  ['it is due already', { ...never, everyJobs: 10 }, [0, 11, 3], 0],
  ['a few days tell nothing', { ...never, everyHours: 100 }, [40, 0, 6], null],
  ['an idle machine wears nothing', { ...never, everyHours: 100 }, [0, 0, 60], null],
] as const)('the day it falls due: %s', (_, interval, [hours, jobs, days], expected) => {
  expect(daysUntilDue(interval, { usedMs: hours * HOUR, jobs, days })).toBe(expected)
})
