import { expect, test } from 'vitest'
import type { JobStatus } from '../../worker/domain/job-status.ts'
import { decidePower, nextSteps, type Observed } from '../../worker/domain/power.ts'

const NOW = 1_000_000
const on: Observed = { state: 'on' }
const off: Observed = { state: 'off' }
const unknown: Observed = { state: 'unknown', since: NOW - 40_000 }
const job = (status: JobStatus, fromMs: number, toMs: number, id = 'j') => ({
  id,
  status,
  startsAt: NOW + fromMs,
  endsAt: NOW + toMs,
})
const current = job('scheduled', 0, 60_000)
const later = job('scheduled', 1, 60_000)
const past = job('running', -60_000, 0)

test.each([
  ['a job that starts this instant switches the plug on', [current], off, 'on'],
  ['a plug that is on for a job is kept', [current], on, 'none'],
  ['an unknown plug with a job is told on again', [current], unknown, 'on'],
  ['a job that starts a millisecond later switches nothing', [later], off, 'none'],
  ['a job that ends this instant no longer holds the plug', [past], on, 'off'],
  ['adjacent jobs hand over without an off', [past, current], on, 'none'],
  ['an unknown plug without a job is told off: unknown is not off', [], unknown, 'off'],
  ['a plug that is off without a job is left alone', [], off, 'none'],
] as const)('%s', (_, jobs, observed, command) => {
  expect(decidePower({ jobs: [...jobs], observed }, NOW).command).toBe(command)
})

test.each([
  ['a job runs once its plug was seen on', [current], on, [{ jobId: 'j', step: 'run' }]],
  ['a job waits while its plug is off', [current], off, [{ jobId: 'j', step: 'wait_for_plug' }]],
  ['a job waits while its plug is unknown', [current], unknown, [{ jobId: 'j', step: 'wait_for_plug' }]],
  ['a running job goes on running when the plug becomes unknown', [job('running', -1, 1)], unknown, []],
  ['a running job finishes at its end', [past], on, [{ jobId: 'j', step: 'finish' }]],
  [
    'a job that never ran is missed at its end',
    [job('scheduled', -60_000, 0)],
    off,
    [{ jobId: 'j', step: 'miss' }],
  ],
  ['a job that has not begun stays as it is', [later], off, []],
] as const)('%s', (_, jobs, observed, steps) => {
  expect(nextSteps({ jobs: [...jobs], observed }, NOW)).toEqual(steps)
})
