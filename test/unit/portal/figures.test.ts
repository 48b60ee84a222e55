import { describe, expect, test } from 'vitest'
import { lastDayOf, periodBefore, periodOf, stepsOf } from '../../../public/src/pages/figures/period.ts'

const TODAY = '2026-11-23'
const asked = (text: string) => periodOf(new URLSearchParams(text), TODAY)

describe('the period of the figures', () => {
  test.each([
    ['', '2026-10-27', '2026-11-24', 'day'],
    ['period=week', '2026-11-17', '2026-11-24', 'day'],
    ['period=lastMonth', '2026-10-01', '2026-11-01', 'day'],
    ['period=quarter', '2026-08-25', '2026-11-24', 'week'],
    ['period=year', '2025-11-24', '2026-11-24', 'month'],
    ['from=2026-03-01&to=2026-03-31', '2026-03-01', '2026-04-01', 'day'],
    // What can't be read, or ends before it begins, is the usual period.
    ['from=2026-13-01&to=2026-03-31', '2026-10-27', '2026-11-24', 'day'],
    ['from=2026-03-02&to=2026-03-01', '2026-10-27', '2026-11-24', 'day'],
  ])('"%s" is %s to %s', (text, from, to, step) => {
    expect(asked(text)).toMatchObject({ from, to, step })
  })

  test('the one before is as long and ends where it begins, over a change of the clocks too', () => {
    expect(periodBefore({ from: '2026-10-19', to: '2026-11-16' })).toEqual({
      from: '2026-09-21',
      to: '2026-10-19',
    })
    expect(lastDayOf('2026-03-01')).toBe('2026-02-28')
  })

  test('steps are named as the server names them', () => {
    expect(stepsOf({ from: '2026-10-24', to: '2026-10-27', step: 'day' })).toEqual([
      '2026-10-24',
      '2026-10-25',
      '2026-10-26',
    ])
    expect(stepsOf({ from: '2026-10-21', to: '2026-11-03', step: 'week' })).toEqual([
      '2026-10-19',
      '2026-10-26',
      '2026-11-02',
    ])
    expect(stepsOf({ from: '2025-12-15', to: '2026-02-01', step: 'month' })).toEqual(['2025-12', '2026-01'])
  })
})
