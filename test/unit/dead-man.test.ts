import { describe, expect, test } from 'vitest'
import { type Armed, deadManSeconds } from '../../worker/domain/dead-man.ts'
import type { PowerFacts, PowerJob, Reason } from '../../worker/domain/power-facts.ts'
import { powerPolicyOf } from '../../worker/domain/power-policy.ts'
import { staggerSwitchOns } from '../../worker/domain/stagger.ts'

const MINUTE = 60_000
const NOW = Date.parse('2026-11-23T09:00:00.000Z')
const POLICY = powerPolicyOf({ kind: 'printer', model: 'MK4S' }, { maxOverrunMinutes: 120 })
const job = (toMin: number, more: Partial<PowerJob> = {}): PowerJob => ({
  id: 'j',
  userId: 'anna',
  status: 'running',
  attention: null,
  startsAt: NOW - 60 * MINUTE,
  endsAt: NOW + toMin * MINUTE,
  bufferMs: 0,
  checkedInAt: NOW,
  overrunSince: null,
  ...more,
})
const facts = (jobs: PowerJob[], more: Partial<PowerFacts> = {}): PowerFacts => ({
  jobs,
  observed: { state: 'on' },
  load: { state: 'busy', quietSince: null },
  policy: POLICY,
  inService: true,
  override: null,
  emergencySince: null,
  clockDoubt: null,
  before: null,
  ...more,
})
const because = (kind: Reason['kind'], jobId: string | null = null): Reason => ({ kind, jobId, since: NOW })
const none: Armed = { state: 'none' }
const armedIn = (minutes: number): Armed => ({ state: 'armed', offInMs: minutes * MINUTE })
const minutesOf = (given: PowerFacts, reason: Reason, armed: Armed = none): number | null => {
  const found = deadManSeconds(given, reason, armed, NOW)
  return found && found.seconds / 60
}
const isRight = (given: PowerFacts, reason: Reason, armed: Armed): boolean | undefined =>
  deadManSeconds(given, reason, armed, NOW)?.isRight
const cut = { policy: { ...POLICY, endPolicy: 'cut' } } as const
const ofJob = because('job', 'j')

describe('a plug that nobody looks after any more goes off', () => {
  test.each([
    ['after the end, the longest overrun and ten minutes', facts([job(60)]), ofJob, 190],
    ['ten minutes after the end where machines are cut', facts([job(60)], cut), ofJob, 70],
    [
      'after the next job, which takes over without an off',
      facts([job(60), job(240, { id: 'n', startsAt: NOW + 60 * MINUTE })]),
      ofJob,
      370,
    ],
    ['within a day, as far as a countdown reaches', facts([job(3_000)]), ofJob, 1_440],
    [
      'after a switch by hand',
      facts([], { override: { state: 'on', createdAt: NOW, endsAt: NOW + 30 * MINUTE, jobId: null } }),
      because('override'),
      40,
    ],
    [
      'after the job that runs, however soon a switch by hand ends',
      facts([job(60)], { override: { state: 'on', createdAt: NOW, endsAt: NOW + MINUTE, jobId: null } }),
      ofJob,
      190,
    ],
    [
      'after the switch by hand that outlasts the job',
      facts([job(60)], {
        override: { state: 'on', createdAt: NOW, endsAt: NOW + 300 * MINUTE, jobId: null },
      }),
      ofJob,
      310,
    ],
    [
      'an hour ahead while a machine works beyond its time',
      facts([job(-130, { status: 'overrunning', overrunSince: NOW - 130 * MINUTE })]),
      ofJob,
      60,
    ],
    [
      'at its time where an overrun is cut',
      facts([job(-10, { status: 'overrunning', overrunSince: NOW - 10 * MINUTE })], {
        policy: { ...POLICY, maxOverrunMinutes: 30, cutsAtMaxOverrun: true },
      }),
      ofJob,
      30,
    ],
    ['an hour ahead while it winds down', facts([]), because('winding_down', 'j'), 60],
    ['but not where it was never switched by us', facts([]), because('unbooked'), null],
  ])('%s', (_, given, reason, minutes) => {
    expect(minutesOf(given, reason)).toBe(minutes)
  })
})

describe('a countdown is set anew', () => {
  test.each([
    ['when there is none', facts([job(60)]), ofJob, none, false],
    ['when the end moved', facts([job(90)]), ofJob, armedIn(190), false],
    ['not while it is right', facts([job(60)]), ofJob, armedIn(189.5), true],
    ['not where the bridge tries by itself', facts([job(60)]), ofJob, { state: 'failed' } as const, true],
    ['not each minute where the end is beyond its reach', facts([job(3_000)]), ofJob, armedIn(1_400), true],
    ['but before half of it is gone', facts([job(3_000)]), ofJob, armedIn(700), false],
    ['not each minute while a machine winds down', facts([]), because('winding_down'), armedIn(31), true],
    ['but in time', facts([]), because('winding_down'), armedIn(29), false],
    ['and when it is left of a longer job', facts([]), because('winding_down'), armedIn(190), false],
  ])('%s', (_, given, reason, armed, right) => {
    expect(isRight(given, reason, armed)).toBe(right)
  })
})

describe('switching on in turns', () => {
  const machine = (id: string, more: Partial<Parameters<typeof staggerSwitchOns>[0][number]> = {}) => ({
    id,
    circuit: 'main',
    wantsOn: true,
    switchedOnAt: null,
    ...more,
  })
  const turns = (machines: Parameters<typeof staggerSwitchOns>[0], staggerMs: number) => {
    const { now, nextAt } = staggerSwitchOns(machines, staggerMs, NOW)
    return { now: [...now], nextIn: nextAt === undefined ? undefined : nextAt - NOW }
  }

  test('without a pause all come at once', () => {
    expect(turns([machine('a'), machine('b')], 0)).toEqual({ now: ['a', 'b'], nextIn: undefined })
  })
  test('on one circuit one comes after the other', () => {
    expect(turns([machine('a'), machine('b')], 5_000)).toEqual({ now: ['a'], nextIn: 5_000 })
  })
  test('circuits do not wait for each other', () => {
    expect(turns([machine('a'), machine('b', { circuit: 'other' })], 5_000)).toEqual({
      now: ['a', 'b'],
      nextIn: undefined,
    })
  })
  test('the pause counts from the last one', () => {
    const first = machine('a', { wantsOn: false, switchedOnAt: NOW - 2_000 })
    expect(turns([first, machine('b')], 5_000)).toEqual({ now: [], nextIn: 3_000 })
    expect(turns([{ ...first, switchedOnAt: NOW - 5_000 }, machine('b')], 5_000)).toEqual({
      now: ['b'],
      nextIn: undefined,
    })
  })
  test('a time that is still to come holds nobody up', () => {
    const first = machine('a', { wantsOn: false, switchedOnAt: NOW + 60 * MINUTE })
    expect(turns([first, machine('b')], 5_000).now).toEqual(['b'])
  })
})
