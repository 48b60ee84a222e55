import { describe, expect, test } from 'vitest'
import type { JobStatus } from '../../worker/domain/job-status.ts'
import { nextDueAt, nextSteps, type StepFacts } from '../../worker/domain/job-steps.ts'
import type { PowerJob } from '../../worker/domain/power-facts.ts'
import { powerPolicyOf } from '../../worker/domain/power-policy.ts'

const MINUTE = 60_000
const NOW = Date.parse('2026-11-23T09:00:00.000Z')
const on = { state: 'on' } as const
const off = { state: 'off' } as const
const unknown = { state: 'unknown', since: NOW - 40_000 } as const
const POLICY = powerPolicyOf({ kind: 'printer', model: 'MK4S' }, {})
const job = (status: JobStatus, fromMin: number, toMin: number, more: Partial<PowerJob> = {}): PowerJob => ({
  id: 'j',
  userId: 'anna',
  status,
  attention: null,
  startsAt: NOW + fromMin * MINUTE,
  endsAt: NOW + toMin * MINUTE,
  bufferMs: 0,
  checkedInAt: NOW,
  overrunSince: null,
  ...more,
})
const steps = (jobs: PowerJob[], more: Partial<StepFacts> = {}) =>
  nextSteps(
    {
      jobs,
      observed: on,
      watts: 5,
      load: { state: 'idle', quietSince: NOW - 4 * MINUTE },
      policy: POLICY,
      inService: true,
      override: null,
      emergencySince: null,
      clockDoubt: null,
      hasPlug: true,
      ...more,
    },
    NOW,
  ).map(({ job: { id }, ...step }) => {
    const minutes = 'endsAt' in step ? ` +${(step.endsAt - NOW) / MINUTE}` : ''
    return `${id} ${step.step}${minutes}`
  })
const busy = { load: { state: 'busy', quietSince: null } } as const
const settling = { load: { state: 'busy', quietSince: NOW - 2 * MINUTE } } as const
const next = (fromMin: number, more: Partial<PowerJob> = {}) =>
  job('scheduled', fromMin, fromMin + 60, { id: 'next', checkedInAt: null, ...more })
const late = (toMin = 0) => job('overrunning', -60, toMin, { overrunSince: NOW - 30 * MINUTE })

type Row = [does: string, found: string[], expected: string[]]
const check = (rows: Row[]) =>
  test.each(rows)('%s', (_, found, expected) => {
    expect(found).toEqual(expected)
  })

describe('a job begins', () => {
  check([
    ['once its plug was seen on', steps([job('scheduled', 0, 60)]), ['j run']],
    ['not while its plug is off', steps([job('scheduled', 0, 60)], { observed: off }), ['j wait_for_plug']],
    ['not while it is unknown', steps([job('scheduled', 0, 60)], { observed: unknown }), ['j wait_for_plug']],
    [
      'and waiting is said once',
      steps([job('scheduled', 0, 60, { attention: 'plug_unreachable' })], { observed: off }),
      [],
    ],
    ['not before its time', steps([job('scheduled', 1, 60)]), []],
    ['not on a machine out of service', steps([job('scheduled', 0, 60)], { inService: false }), ['j delay']],
    [
      'not in an emergency',
      steps([job('scheduled', 0, 60)], { emergencySince: NOW, observed: off }),
      ['j delay'],
    ],
    ['and when it never ran it was missed', steps([job('scheduled', -60, 0)], { observed: off }), ['j miss']],
    [
      'load says that somebody is there',
      steps([job('running', -5, 60, { checkedInAt: null })], { watts: 90 }),
      ['j check_in'],
    ],
    ['standing by does not', steps([job('running', -5, 60, { checkedInAt: null })], { watts: 9 }), []],
  ])
})

describe('a job ends', () => {
  check([
    ['when the machine idles', steps([job('running', -60, 0)]), ['j finish']],
    ['when the plug went off', steps([job('running', -60, 0)], { observed: off, ...busy }), ['j finish']],
    ['not yet while it has only just gone quiet', steps([job('running', -60, 0)], settling), []],
    ['and whoever is next is not alarmed', steps([job('running', -60, 0), next(0)], settling), []],
    ['not early because it idles', steps([job('running', -60, 1)]), []],
    ['not while nobody knows', steps([job('running', -60, 0)], { observed: unknown }), ['j overrun +15']],
    [
      'by the clock on a machine without a plug',
      steps([job('running', -60, 0)], { hasPlug: false, ...busy }),
      ['j finish'],
    ],
    [
      'at once where machines are cut',
      steps([job('running', -60, 0)], { ...busy, policy: { ...POLICY, endPolicy: 'cut' } }),
      ['j finish'],
    ],
    ['not while the clock is in doubt', steps([job('running', -60, 0)], { clockDoubt: 'jumped_back' }), []],
  ])
})

describe('an overrun', () => {
  check([
    ['holds the machine a little longer', steps([job('running', -60, 0)], busy), ['j overrun +15']],
    ['only up to the next job', steps([job('running', -60, 0), next(10)], busy), ['j overrun +10']],
    [
      'with its buffer kept free',
      steps([job('running', -60, 0, { bufferMs: 5 * MINUTE }), next(10)], busy),
      ['j overrun +5'],
    ],
    [
      'a request is a next job too',
      steps([job('running', -60, 0), { ...next(10), status: 'requested' }], busy),
      ['j overrun +10'],
    ],
    ['is extended again in time', steps([late(4)], busy), ['j extend +15']],
    ['and not each minute', steps([late(5)], busy), []],
    ['tells the next person before', steps([late(10), next(10)], busy), ['next delay']],
    ['once', steps([late(10), next(10, { attention: 'delayed' })], busy), []],
    ['keeps the next job waiting', steps([late(), next(0)], busy), ['next delay']],
    [
      'and lets it run once idle',
      steps([late(), next(0, { attention: 'delayed' })]),
      ['j finish', 'next run'],
    ],
    [
      'takes the delay back when it ends in time',
      steps([late(10), next(10, { attention: 'delayed' })]),
      ['j finish', 'next on_time'],
    ],
    [
      'ends when the next person is there',
      steps([late(), next(0, { checkedInAt: NOW })], busy),
      ['j finish', 'next run'],
    ],
    [
      'ends where the policy cuts it',
      steps([late()], { ...busy, policy: { ...POLICY, maxOverrunMinutes: 30, cutsAtMaxOverrun: true } }),
      ['j finish'],
    ],
  ])
})

test('the next pass is due at the second at which something begins or ends', () => {
  const jobs = [job('running', -60, 30), next(20.5)]
  expect(nextDueAt(jobs, POLICY, null, NOW)).toBe(NOW + 20.5 * MINUTE)
  expect(nextDueAt(jobs, { ...POLICY, warmUpMinutes: 20 }, null, NOW)).toBe(NOW + 0.5 * MINUTE)
  expect(nextDueAt([], POLICY, { endsAt: NOW + 1 }, NOW)).toBe(NOW + 1)
  expect(nextDueAt([], POLICY, null, NOW)).toBeUndefined()
})
