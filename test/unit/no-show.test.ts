import { expect, test } from 'vitest'
import { isNoShow } from '../../worker/domain/no-show.ts'

const MINUTE = 60_000
const STARTS = 1_000 * MINUTE
const job = {
  status: 'running',
  startsAt: STARTS,
  endsAt: STARTS + 120 * MINUTE,
  startedAt: STARTS,
  checkedInAt: null,
} as const
const policy = { noShowMinutes: 20, isReachable: true }
const after = (minutes: number) => STARTS + minutes * MINUTE

test.each([
  ['nobody came within the time of the policy', job, policy, after(20), true],
  ['there is still a minute', job, policy, after(19), false],
  ['somebody checked in', { ...job, checkedInAt: after(1) }, policy, after(60), false],
  ['the policy releases nothing', job, { ...policy, noShowMinutes: null }, after(60), false],
  ['the plug can not tell whether anybody came', job, { ...policy, isReachable: false }, after(60), false],
  [
    'the machine had power late: the time counts from then',
    { ...job, startedAt: after(30) },
    policy,
    after(45),
    false,
  ],
  [
    'the machine had power late, and still nobody came',
    { ...job, startedAt: after(30) },
    policy,
    after(50),
    true,
  ],
  // The Pi was off at the start: the first pass afterwards must give the job its power, not take it away.
  ['the machine never had power', { ...job, status: 'scheduled', startedAt: null }, policy, after(60), false],
  ['it overruns: somebody printed', { ...job, status: 'overrunning' }, policy, after(60), false],
  ['the job is over anyway', job, policy, after(120), false],
] as const)('%s', (_, facts, rule, now, missed) => {
  expect(isNoShow(facts, rule, now)).toBe(missed)
})
