import fc from 'fast-check'
import { expect, test } from 'vitest'
import { approvalReasons, violatedRules } from '../../worker/domain/booking-rules.ts'
import { brokenLimits, shareLimits } from '../../worker/domain/fair-share.ts'
import type { JobStatus } from '../../worker/domain/job-status.ts'
import {
  type BookingPolicy,
  DEFAULT_POLICY,
  effectivePolicy,
  policySource,
} from '../../worker/domain/policy.ts'
import { at, BERLIN, facts, window } from '../support/facts.ts'

const NOW = at('2026-11-23T10:00')
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const in_ = (minutes: number, length: number) => window(NOW + minutes * MINUTE, length)
const codes = (
  wanted: ReturnType<typeof window>,
  more: Parameters<typeof facts>[0] = {},
  was?: ReturnType<typeof window>,
) => violatedRules(wanted, facts(more), NOW, was).map(({ code }) => code)
const policy = (more: Partial<BookingPolicy>) => ({ policy: more })

test.each([
  ['on the grid, within all limits', in_(60, 60), {}, []],
  ['a start beside the grid', in_(61, 60), {}, ['off_grid']],
  ['an end beside the grid', in_(60, 61), {}, ['off_grid']],
  ['a start at once may lie beside the grid, if it lasts whole slots', window(NOW + 30_000, 60), {}, []],
  ['a start that passed within the last minute', window(NOW - 60_000, 60), {}, []],
  ['a start that passed before', window(NOW - 60_001, 60), {}, ['starts_in_past']],
  ['exactly as short as allowed', in_(60, 15), policy({ minMinutes: 15 }), []],
  ['a slot too short', in_(60, 10), policy({ minMinutes: 15 }), ['too_short']],
  ['exactly as long as allowed', in_(60, 120), policy({ maxMinutes: 120 }), []],
  ['a slot too long', in_(60, 125), policy({ maxMinutes: 120 }), ['too_long']],
  [
    'the last minute of the last day ahead',
    window(at('2026-11-25T23:55'), 5),
    policy({ horizonDays: 2 }),
    [],
  ],
  [
    'the first of the day after',
    window(at('2026-11-26T00:00'), 5),
    policy({ horizonDays: 2 }),
    ['beyond_horizon'],
  ],
  ['a machine under repair', in_(60, 60), { serviceState: 'maintenance' }, ['printer_out_of_service']],
  ['before a closure', in_(60, 60), { closures: [{ ...in_(120, 60), reason: 'zu' }] }, []],
  ['into a closure', in_(60, 65), { closures: [{ ...in_(120, 60), reason: 'zu' }] }, ['closed']],
  [
    'without a required instruction',
    in_(60, 60),
    { qualifications: [{ name: 'L', granted: null }] },
    ['qualification_missing'],
  ],
  [
    'with one that lasts to the end',
    in_(60, 60),
    {
      qualifications: [{ name: 'L', granted: { expiresAt: NOW + 2 * HOUR } }],
    },
    [],
  ],
  [
    'with one that runs out before the end',
    in_(60, 65),
    {
      qualifications: [{ name: 'L', granted: { expiresAt: NOW + 2 * HOUR } }],
    },
    ['qualification_expires'],
  ],
  [
    'with one that lasts for ever',
    in_(60, 65),
    { qualifications: [{ name: 'L', granted: { expiresAt: null } }] },
    [],
  ],
] as [
  string,
  ReturnType<typeof window>,
  Parameters<typeof facts>[0],
  string[],
][])('%s', (_, wanted, more, expected) => {
  expect(codes(wanted, more)).toEqual(expected)
})

test('of a change only the ends that move are judged', () => {
  const was = window(NOW - 2 * HOUR, 180)
  const open = policy({ openingHours: { 1: [{ from: '09:00', to: '11:30' }] } })
  expect(codes({ ...was, endsAt: NOW + 30 * MINUTE }, open, was)).toEqual([])
  expect(codes({ ...was, endsAt: NOW + 95 * MINUTE }, open, was)).toEqual(['outside_opening_hours'])
  expect(codes({ ...was, startsAt: NOW - HOUR }, open, was)).toContain('starts_in_past')
})

test('what was kept in a closure may shrink in it, not grow', () => {
  const was = in_(60, 60)
  const closed = { closures: [{ ...in_(90, 120), reason: 'zu' }] }
  expect(codes(in_(60, 45), closed, was)).toEqual([])
  expect(codes(in_(60, 75), closed, was)).toEqual(['closed'])
  expect(codes(in_(70, 60), closed, was)).toEqual(['closed'])
})

test('hours are counted in each local week that a job touches', () => {
  const overSunday = window(at('2026-11-29T20:00'), 8 * 60)
  const limit = policy({ maxHoursPerWeek: 4 })
  expect(codes(overSunday, limit)).toEqual([])
  expect(codes({ ...overSunday, endsAt: overSunday.endsAt + 5 * MINUTE }, limit)).toEqual(['too_many_hours'])
})

test.each([
  ['scheduled', true],
  ['finished', true],
  ['cancelled', false],
  ['missed', false],
  ['rejected', false],
  ['expired', false],
] as [JobStatus, boolean][])('a %s job counts against the hours of its week: %s', (status, counts) => {
  const ownJobs = [{ ...in_(600, 180), printerId: 'other', status }]
  const found = codes(in_(60, 120), { ownJobs, ...policy({ maxHoursPerWeek: 4 }) })
  expect(found).toEqual(counts ? ['too_many_hours'] : [])
})

test('who is above a lowered limit may still shorten and move, not lengthen', () => {
  const ownJobs = [{ ...in_(600, 600), printerId: 'other', status: 'scheduled' as const }]
  const lowered = { ownJobs, ...policy({ maxHoursPerWeek: 4, maxOpenJobs: 0 }) }
  const was = in_(60, 60)
  expect(codes(in_(120, 60), lowered, was)).toEqual([])
  expect(codes(in_(60, 30), lowered, was)).toEqual([])
  expect(codes(in_(60, 65), lowered, was)).toEqual(['too_many_hours'])
})

test.each([
  ['never', 'never', 300, []],
  ['always', 'always', 5, ['always']],
  ['just as long as allowed without', { overMinutes: 120, overnight: false }, 120, []],
  ['longer', { overMinutes: 120, overnight: false }, 125, ['over_minutes']],
  ['into the night', { overMinutes: null, overnight: true }, 15 * 60, ['overnight']],
  ['until midnight', { overMinutes: null, overnight: true }, 14 * 60, []],
] as const)('approval: %s', (_, needsApproval, minutes, reasons) => {
  expect(approvalReasons(in_(0, minutes), { ...DEFAULT_POLICY, needsApproval }, BERLIN)).toEqual(reasons)
})

test('the most special override wins: role on printer, role, printer, site', () => {
  const site = {
    booking: { ...DEFAULT_POLICY, minMinutes: 1, maxMinutes: 1, horizonDays: 1, slotMinutes: 1 as const },
    bookingByRole: { apprentice: { horizonDays: 3, maxMinutes: 3 } },
  }
  const printer = { minMinutes: 2, horizonDays: 2, maxMinutes: 2, roles: { apprentice: { maxMinutes: 4 } } }
  expect(effectivePolicy(site, printer, 'apprentice')).toMatchObject({
    slotMinutes: 1,
    minMinutes: 2,
    horizonDays: 3,
    maxMinutes: 4,
  })
  expect(effectivePolicy(site, printer, 'trainer')).toMatchObject({ horizonDays: 2, maxMinutes: 2 })
  const rules = ['slotMinutes', 'minMinutes', 'horizonDays', 'maxMinutes'] as const
  const sources = (role: 'apprentice' | null) => rules.map((rule) => policySource(site, printer, role, rule))
  expect(sources('apprentice')).toEqual(['site', 'printer', 'site_role', 'printer_role'])
  expect(sources(null)).toEqual(['site', 'printer', 'printer', 'printer'])
})

test('what the rules allow, the limits handed to the database allow too, and the other way round', () => {
  const job = fc.record({
    startsAt: fc.integer({ min: 0, max: 3 * 7 * 24 }).map((hours) => NOW + hours * HOUR),
    hours: fc.integer({ min: 1, max: 72 }),
    printerId: fc.constantFrom('p', 'q'),
    status: fc.constantFrom<JobStatus>('scheduled', 'running', 'finished', 'cancelled', 'requested'),
  })
  const limit = fc.option(fc.integer({ min: 0, max: 60 }))
  fc.assert(
    fc.property(
      fc.array(job, { maxLength: 12 }),
      job,
      limit,
      limit,
      limit,
      limit,
      (jobs, wish, open, openHere, week, weekHere) => {
        const ownJobs = jobs.map(({ hours, ...one }) => ({ ...one, endsAt: one.startsAt + hours * HOUR }))
        const wanted = { startsAt: wish.startsAt, endsAt: wish.startsAt + wish.hours * HOUR, printerId: 'p' }
        const judged = facts({
          ownJobs,
          policy: {
            maxOpenJobs: open,
            maxOpenJobsOnPrinter: openHere,
            maxHoursPerWeek: week,
            maxHoursPerWeekOnPrinter: weekHere,
          },
        })
        const allowed = brokenLimits(wanted, judged).length === 0
        const after = [...ownJobs, { ...wanted, status: 'scheduled' as const }]
        const limits = shareLimits('p', judged, [wanted])
        const on = (printerId: string | null) =>
          after.filter((one) => printerId === null || one.printerId === printerId)
        const isOpen = (status: JobStatus) =>
          ['scheduled', 'running', 'requested', 'overrunning'].includes(status)
        const holds =
          limits.openJobs.every(
            ({ printerId, max }) => on(printerId).filter(({ status }) => isOpen(status)).length <= max,
          ) &&
          limits.weeks.every(({ printerId, startsAt, endsAt, maxMs }) => {
            const counted = on(printerId).filter(({ status }) => status === 'finished' || isOpen(status))
            const ms = counted.reduce(
              (sum, one) =>
                sum + Math.max(0, Math.min(one.endsAt, endsAt) - Math.max(one.startsAt, startsAt)),
              0,
            )
            return ms <= maxMs
          })
        // A booking is judged for what it adds: who was above a limit before is refused by both.
        expect(holds).toBe(allowed)
      },
    ),
    { numRuns: 300 },
  )
})
