import { describe, expect, test } from 'vitest'
import type { JobStatus } from '../../worker/domain/job-status.ts'
import type { Load } from '../../worker/domain/load.ts'
import { wasPressedOff } from '../../worker/domain/plug-button.ts'
import { commandFor, decidePower } from '../../worker/domain/power.ts'
import type { Observed, PowerFacts, PowerJob, Reason } from '../../worker/domain/power-facts.ts'
import { powerPolicyOf } from '../../worker/domain/power-policy.ts'

const MINUTE = 60_000
const NOW = Date.parse('2026-11-23T09:00:00.000Z')
const on: Observed = { state: 'on' }
const off: Observed = { state: 'off' }
const unknown: Observed = { state: 'unknown', since: NOW - 40_000 }
const idle: Load = { state: 'idle', quietSince: NOW - 4 * MINUTE }
const busy: Load = { state: 'busy', quietSince: null }
const unsure: Load = { state: 'unsure', quietSince: null }

const job = (status: JobStatus, fromMin: number, toMin: number, more: Partial<PowerJob> = {}): PowerJob => ({
  id: 'j',
  userId: 'anna',
  status,
  attention: null,
  startsAt: NOW + fromMin * MINUTE,
  endsAt: NOW + toMin * MINUTE,
  bufferMs: 0,
  checkedInAt: null,
  overrunSince: null,
  ...more,
})
const reason = (kind: Reason['kind'], sinceMin: number, jobId: string | null = null): Reason => ({
  kind,
  jobId,
  since: NOW + sinceMin * MINUTE,
})
const POLICY = powerPolicyOf({ kind: 'printer', model: 'MK4S' }, {})
const facts = (more: Partial<PowerFacts> = {}): PowerFacts => ({
  jobs: [],
  observed: off,
  load: idle,
  policy: POLICY,
  inService: true,
  override: null,
  emergencySince: null,
  clockDoubt: null,
  before: null,
  ...more,
})
const policy = (more: Partial<PowerFacts['policy']>) => ({ policy: { ...POLICY, ...more } })
const byHand = (state: 'on' | 'off') => ({
  override: { state, createdAt: NOW - MINUTE, endsAt: NOW + MINUTE, jobId: null },
})
const atPlug = {
  override: { state: 'off', createdAt: NOW - MINUTE, endsAt: NOW + 60 * MINUTE, jobId: 'j' },
} as const

const current = job('scheduled', 0, 60)
const running = job('running', -60, 60)
const ended = job('running', -60, 0)
const overrunning = job('overrunning', -60, 0, { overrunSince: NOW - 30 * MINUTE })
const next = job('scheduled', 0, 60, { id: 'next' })
const afterJob = { before: reason('job', -60, 'j') }

type Row = [does: string, given: Partial<PowerFacts>, command: 'on' | 'off' | 'none']
const check = (rows: Row[]) =>
  test.each(rows)('%s', (_, given, command) => {
    const all = facts(given)
    expect(commandFor(decidePower(all, NOW), all.observed)).toBe(command)
    // The same facts, the same answer: nothing is remembered in between.
    expect(decidePower(all, NOW)).toEqual(decidePower(all, NOW))
  })

describe('on for a job', () => {
  check([
    ['a job that starts this instant switches the plug on', { jobs: [current] }, 'on'],
    ['a plug that is on for a job is kept', { jobs: [current], observed: on }, 'none'],
    ['an unknown plug with a job is told on again', { jobs: [current], observed: unknown }, 'on'],
    ['a job that starts a minute later switches nothing', { jobs: [job('scheduled', 1, 60)] }, 'none'],
    ['a request that nobody approved switches nothing', { jobs: [job('requested', 0, 60)] }, 'none'],
    [
      'warming up comes before the start',
      { jobs: [job('scheduled', 5, 60)], ...policy({ warmUpMinutes: 5 }) },
      'on',
    ],
    [
      'and not a minute earlier',
      { jobs: [job('scheduled', 6, 60)], ...policy({ warmUpMinutes: 5 }) },
      'none',
    ],
    ['after a mains cut a running job gets its power back', { jobs: [running], observed: off }, 'on'],
    ['a plug that is off without a job is left alone', {}, 'none'],
  ])
})

describe('the end', () => {
  check([
    ['a job that ended and idles is switched off', { jobs: [ended], observed: on, ...afterJob }, 'off'],
    ['a machine that still works is kept', { jobs: [ended], observed: on, load: busy, ...afterJob }, 'none'],
    [
      'a machine nobody can read counts as working',
      { jobs: [ended], observed: on, load: unsure, ...afterJob },
      'none',
    ],
    [
      'an unknown plug is not told off unseen: it may be printing',
      { jobs: [ended], observed: unknown, load: unsure, ...afterJob },
      'none',
    ],
    [
      'after the job is finished the machine is still waited for',
      { observed: on, load: busy, ...afterJob },
      'none',
    ],
    ['and off once it idles', { observed: on, ...afterJob }, 'off'],
    [
      'cooling down comes before off',
      { observed: on, ...afterJob, ...policy({ coolDownMinutes: 10 }) },
      'none',
    ],
    [
      'and ends',
      {
        observed: on,
        load: { state: 'idle', quietSince: NOW - 10 * MINUTE },
        ...afterJob,
        ...policy({ coolDownMinutes: 10 }),
      },
      'off',
    ],
    [
      'the cut policy does not wait',
      { jobs: [ended], observed: on, load: busy, ...afterJob, ...policy({ endPolicy: 'cut' }) },
      'off',
    ],
    [
      'and is told off unseen',
      { jobs: [ended], observed: unknown, load: unsure, ...afterJob, ...policy({ endPolicy: 'cut' }) },
      'off',
    ],
    ['adjacent jobs hand over without an off', { jobs: [ended, next], observed: on, ...afterJob }, 'none'],
    [
      'even where machines are cut',
      { jobs: [ended, next], observed: on, ...afterJob, ...policy({ endPolicy: 'cut' }) },
      'none',
    ],
  ])
})

describe('an overrun', () => {
  const late = { jobs: [overrunning], observed: on, load: busy, ...afterJob }
  check([
    ['is kept without a next job', late, 'none'],
    ['is kept with a next job', { ...late, jobs: [overrunning, next] }, 'none'],
    [
      'is not cut after the longest overrun unless the policy says so',
      { ...late, ...policy({ maxOverrunMinutes: 30 }) },
      'none',
    ],
    [
      'is cut where the policy says so',
      { ...late, ...policy({ maxOverrunMinutes: 30, cutsAtMaxOverrun: true }) },
      'off',
    ],
    [
      'not a minute before',
      { ...late, ...policy({ maxOverrunMinutes: 31, cutsAtMaxOverrun: true }) },
      'none',
    ],
    [
      'is cut although its hold was extended',
      {
        ...late,
        jobs: [{ ...overrunning, endsAt: NOW + 10 * MINUTE }],
        ...policy({ maxOverrunMinutes: 30, cutsAtMaxOverrun: true }),
      },
      'off',
    ],
    ['goes off once idle', { ...late, load: idle }, 'off'],
  ])

  test('keeps the energy its own until it is idle, then the next job has it', () => {
    const both = { jobs: [overrunning, next], observed: on, ...afterJob }
    expect(decidePower(facts({ ...both, load: busy }), NOW).reason.jobId).toBe('j')
    expect(decidePower(facts({ ...both, load: idle }), NOW).reason.jobId).toBe('next')
    const taken = { ...both, jobs: [overrunning, { ...next, checkedInAt: NOW }], load: busy }
    expect(decidePower(facts(taken), NOW).reason.jobId).toBe('next')
  })
})

describe('by hand, and in an emergency', () => {
  check([
    ['a trainer switches on', byHand('on'), 'on'],
    [
      'a trainer switches off, whatever runs',
      { jobs: [running], observed: on, load: busy, ...byHand('off') },
      'off',
    ],
    [
      'on by hand keeps a machine that would be cut',
      {
        jobs: [ended],
        observed: on,
        load: busy,
        ...afterJob,
        ...byHand('on'),
        ...policy({ endPolicy: 'cut' }),
      },
      'none',
    ],
    [
      'on by hand ends in winding down',
      { observed: on, load: busy, before: reason('override', -60) },
      'none',
    ],
    ['and off when idle', { observed: on, before: reason('override', -60) }, 'off'],
    [
      'off by hand ends with the job having power again',
      { jobs: [running], before: reason('override', -9) },
      'on',
    ],
    [
      'an emergency is off at once',
      { jobs: [running], observed: on, load: busy, emergencySince: NOW },
      'off',
    ],
    ['an emergency is told to unseen plugs too', { observed: unknown, emergencySince: NOW }, 'off'],
    ['an emergency goes before a switch by hand', { ...byHand('on'), emergencySince: NOW }, 'none'],
    [
      'an emergency that is released gives the job its power back',
      { jobs: [running], before: reason('emergency', -9) },
      'on',
    ],
  ])
})

test('on by hand during a job leaves the job its energy and its countdown', () => {
  const both = facts({ jobs: [running], observed: on, load: busy, ...afterJob, ...byHand('on') })
  expect(decidePower(both, NOW).reason).toMatchObject({ kind: 'job', jobId: 'j' })
})

describe('the plug’s own button', () => {
  check([
    ['off during a job is not undone', { jobs: [running], observed: off, ...afterJob, ...atPlug }, 'none'],
    [
      'on again at the plug is not undone either',
      { jobs: [running], observed: on, before: reason('override', -1, 'j') },
      'none',
    ],
    [
      'once somebody takes it back the job has its power',
      { jobs: [running], observed: off, before: reason('override', -1, 'j') },
      'on',
    ],
    [
      'the job after it begins anew',
      { jobs: [next], observed: off, before: reason('override', -1, 'j') },
      'on',
    ],
    ['an emergency goes before it', { jobs: [running], observed: on, ...atPlug, emergencySince: NOW }, 'off'],
  ])

  const held = { observed: off, ...afterJob }
  const rows: [does: string, given: Partial<PowerFacts>, byHand: boolean, seen: 'on' | 'off', is: boolean][] =
    [
      ['off by hand during a job is a press', held, true, 'on', true],
      ['off after a mains cut is none', held, false, 'on', false],
      ['a press is heeded once', held, true, 'off', false],
      [
        'off by hand ends a trainer’s switching on',
        { observed: off, before: reason('override', -9) },
        true,
        'on',
        true,
      ],
      [
        'what was winding down is just off',
        { observed: off, before: reason('winding_down', -9) },
        true,
        'on',
        false,
      ],
      ['what was on without a job too', { observed: off, before: reason('unbooked', -9) }, true, 'on', false],
      ['on by hand is no press', { observed: on, ...afterJob }, true, 'on', false],
      ['what can not be seen is no press', { observed: unknown, ...afterJob }, true, 'on', false],
      ['in an emergency everything is off anyway', { ...held, emergencySince: NOW }, true, 'on', false],
    ]
  test.each(rows)('%s', (_, given, byHand, seen, is) => {
    expect(wasPressedOff(facts(given), byHand, seen)).toBe(is)
  })
})

describe('unbooked use', () => {
  check([
    ['is seen first', { observed: on, load: busy }, 'none'],
    ['is left alone for a while, even idle', { observed: on, before: reason('unbooked', -14) }, 'none'],
    ['is switched off then', { observed: on, before: reason('unbooked', -15) }, 'off'],
    ['but not while it works', { observed: on, load: busy, before: reason('unbooked', -90) }, 'none'],
    [
      'not even where jobs are cut',
      { observed: on, load: busy, before: reason('unbooked', -90), ...policy({ endPolicy: 'cut' }) },
      'none',
    ],
    [
      'an unknown plug without a job is left alone: unknown is not off',
      { observed: unknown, load: unsure },
      'none',
    ],
  ])

  test('keeps the time it was first seen', () => {
    const before = reason('unbooked', -5)
    expect(decidePower(facts({ observed: on, before }), NOW).reason).toBe(before)
  })
})

describe('out of service, closed, or without the time', () => {
  check([
    ['nothing new begins out of service', { jobs: [current], inService: false }, 'none'],
    ['what runs keeps its power', { jobs: [running], observed: on, inService: false }, 'none'],
    ['and gets it back', { jobs: [running], inService: false }, 'on'],
    // A closure keeps others from booking; a job that was kept over it is a job like any other.
    ['a job kept over a closure has its power', { jobs: [current] }, 'on'],
    [
      'a doubtful clock switches nothing off',
      { jobs: [ended], observed: on, ...afterJob, clockDoubt: 'jumped_back' },
      'none',
    ],
    ['but on', { jobs: [current], clockDoubt: 'jumped_back' }, 'on'],
    [
      'an emergency counts all the same',
      { observed: on, emergencySince: NOW, clockDoubt: 'before_release' },
      'off',
    ],
    ['and a trainer too', { observed: on, ...byHand('off'), clockDoubt: 'before_release' }, 'off'],
  ])
})
