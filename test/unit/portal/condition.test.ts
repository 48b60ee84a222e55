import { describe, expect, test } from 'vitest'
import type { Job, Printer } from '../../../public/src/api/shapes.ts'
import { conditionOf, progressOf } from '../../../public/src/printers/condition.ts'
import { makeOf, shapeOf } from '../../../public/src/printers/model.ts'
import { sparklinePoints } from '../../../public/src/printers/sparkline-points.ts'

const power = (state: 'on' | 'off' | 'unknown'): NonNullable<Printer['power']> => ({
  state,
  watts: state === 'unknown' ? null : 0,
  at: '2026-11-23T09:00:00.000Z',
  stale: state === 'unknown',
  since: state === 'unknown' ? '2026-11-23T08:42:00.000Z' : null,
  failure: null,
})
const job = (status: Job['status']) => ({ status }) as Job
type Facts = Pick<Printer, 'serviceState' | 'power' | 'currentJob' | 'powerReason' | 'reopensAt'>
const because = (kind: 'job' | 'override' | 'emergency', atPlug = false) => ({
  powerReason: { kind, since: '2026-11-23T09:00:00.000Z', jobId: null, until: null, atPlug },
})
const printer = (facts: Partial<Facts>) =>
  ({ serviceState: 'available', power: power('off'), currentJob: null, reopensAt: null, ...facts }) as Printer

const closedUntil = '2026-11-23T16:00:00.000Z'
const closedRunning = { power: power('on'), currentJob: job('running'), reopensAt: closedUntil }

describe('what is said first about a printer', () => {
  test.each<[string, Partial<Facts>, string]>([
    ['off without a job', {}, 'free'],
    ['without a plug and without a job', { power: null }, 'free'],
    ['on without a job', { power: power('on') }, 'unbooked'],
    ['closed', { reopensAt: closedUntil }, 'closed'],
    ['closed, with a job that goes on', closedRunning, 'running'],
    ['on without a job while closed', { power: power('on'), reopensAt: closedUntil }, 'unbooked'],
    ['in maintenance while closed', { serviceState: 'maintenance', reopensAt: closedUntil }, 'maintenance'],
    ['on with a running job', { power: power('on'), currentJob: job('running') }, 'running'],
    [
      'pressed off during a job',
      { ...because('override', true), currentJob: job('running') },
      'switched_off',
    ],
    ['held off by a trainer', { ...because('override'), currentJob: job('scheduled') }, 'switched_off'],
    ['in an emergency', { ...because('emergency'), currentJob: job('running') }, 'switched_off'],
    ['off, but about to come on', { ...because('job'), currentJob: job('scheduled') }, 'starting'],
    ['its job waits for the plug', { currentJob: job('scheduled') }, 'starting'],
    ['beyond the end', { power: power('on'), currentJob: job('overrunning') }, 'overrunning'],
    ['silent plug', { power: power('unknown') }, 'no_answer'],
    ['silent plug during a job', { power: power('unknown'), currentJob: job('running') }, 'no_answer'],
    ['in maintenance', { serviceState: 'maintenance', power: power('on') }, 'maintenance'],
    ['out of order', { serviceState: 'out_of_order', power: power('unknown') }, 'out_of_order'],
  ])('%s', (_, facts, kind) => {
    expect(conditionOf(printer(facts)).kind).toBe(kind)
  })

  test('silence tells since when', () => {
    expect(conditionOf(printer({ power: power('unknown') }))).toEqual({
      kind: 'no_answer',
      since: Date.parse('2026-11-23T08:42:00.000Z'),
    })
  })
})

test('progress stays between nothing and everything', () => {
  const window = { startsAt: '2026-11-23T09:00:00.000Z', endsAt: '2026-11-23T10:00:00.000Z' }
  const at = (time: string) => progressOf(window, Date.parse(`2026-11-23T${time}:00.000Z`))
  expect([at('08:00'), at('09:15'), at('12:00')]).toEqual([0, 0.25, 1])
})

test.each([
  ['Prusa', 'MK4S', 'bed-slinger'],
  ['Prusa', 'CORE One', 'enclosed'],
  ['Prusa', 'XL', 'enclosed'],
  ['Anycubic', 'Photon M5s', 'resin'],
  ['Anycubic', 'Kobra 3', 'bed-slinger'],
  ['Somebody', 'Something', 'bed-slinger'],
])('%s %s is drawn as %s', (manufacturer, model, shape) => {
  expect(shapeOf({ manufacturer, model })).toBe(shape)
})

test('the make is not said twice', () => {
  expect(makeOf({ name: 'Prusa XL', manufacturer: 'Prusa', model: 'XL' })).toBe('')
  expect(makeOf({ name: 'Nord', manufacturer: 'Prusa', model: 'XL' })).toBe('Prusa XL')
})

test('a line of watts spans its box, also when all are zero', () => {
  expect(sparklinePoints([0, 50, 100])).toBe('0.0,19.0 36.0,10.0 72.0,1.0')
  expect(sparklinePoints([0, 0])).toBe('0.0,19.0 72.0,19.0')
})
