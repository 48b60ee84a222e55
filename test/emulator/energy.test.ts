/** The plug's counters: plug-local days and months, no lifetime total, and nothing that depends on who looks. */
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { settableClock } from '../../bridge/emulator/clock.ts'
import { type Emulator, startEmulator } from '../../bridge/emulator/emulator.ts'
import { connect } from './klap-client.ts'
import { ACCOUNT, type Bench, DAY, HOUR, MINUTE, MONDAY_TEN, startBench } from './settled-plug.ts'

const LAMP = { phases: [{ name: 'lamp', watts: 100 }] }
let bench: Bench
const start = async (options: { start?: number; profile?: 'fw-1.4.6' } = {}): Promise<void> => {
  bench = await startBench({ load: LAMP, ...options })
  bench.plug.pressButton()
}
afterEach(() => bench.plug.stop())

/** A session lives for a day, these tests go on for months: each question signs in anew. */
const ask = async (method: string, params?: unknown) =>
  (await connect(bench.plug.address, ACCOUNT)).result(method, params)
const usage = () => ask('get_energy_usage')

describe('get_energy_usage', () => {
  test('begins anew at the plug-local midnight', async () => {
    await start()
    bench.clock.advance(13 * HOUR + 59 * MINUTE)
    expect(await usage()).toMatchObject({ local_time: '2026-11-23 23:59:00', today_energy: 1_398 })
    bench.clock.advance(2 * MINUTE)
    expect(await usage()).toMatchObject({
      local_time: '2026-11-24 00:01:00',
      today_energy: 1,
      today_runtime: 1,
      month_energy: 1_401,
    })
  })

  test('begins anew at the first of the month', async () => {
    await start({ start: Date.UTC(2026, 10, 30, 22) })
    bench.clock.advance(2 * HOUR)
    expect(await usage()).toMatchObject({ today_energy: 100, month_energy: 100, month_runtime: 60 })
  })

  test.each([
    ['23', Date.UTC(2026, 2, 28, 23), 2_300],
    ['25', Date.UTC(2026, 9, 24, 22), 2_500],
  ])('knows the day of %s hours', async (_, midnight, energy) => {
    await start({ start: midnight })
    bench.clock.advance((energy / 100) * HOUR - MINUTE)
    expect((await usage()).today_energy).toBe(energy - 2)
    bench.clock.advance(2 * MINUTE)
    expect((await usage()).today_energy).toBe(1)
  })

  test("has today's figure back once the lost clock is set, without what was used meanwhile", async () => {
    await start()
    bench.clock.advance(HOUR)
    await bench.plug.powerCycle()
    bench.clock.advance(HOUR)
    await ask('set_device_time', { timestamp: (MONDAY_TEN + 2 * HOUR) / 1000, time_diff: 60 })
    expect((await usage()).today_energy).toBe(100)
    expect(bench.plug.energyMwh).toBeCloseTo(200_000)
  })
})

describe('get_energy_data', () => {
  const span = (from: number, to: number, interval: number) => ({
    start_timestamp: from / 1000,
    end_timestamp: to / 1000,
    interval,
  })

  test('gives 24 hours from the local midnight, future ones as 0', async () => {
    await start()
    bench.clock.advance(90 * MINUTE)
    const data = await ask('get_energy_data', span(MONDAY_TEN, MONDAY_TEN + HOUR, 60))
    const midnight = Date.UTC(2026, 10, 22, 23)
    expect(data).toMatchObject({
      local_time: '2026-11-23 11:30:00',
      start_timestamp: midnight / 1000,
      end_timestamp: (midnight + DAY) / 1000,
      interval: 60,
    })
    expect(data.data).toEqual([...Array(10).fill(0), 100, 50, ...Array(12).fill(0)])
  })

  test('gives the days of the quarter and the months of the year', async () => {
    await start()
    bench.clock.advance(14 * HOUR + 9 * DAY)
    const days = (await ask('get_energy_data', span(MONDAY_TEN, MONDAY_TEN + DAY, 1_440))).data as number[]
    expect(days).toHaveLength(92)
    expect(days.slice(52, 64)).toEqual([0, 1_400, ...Array(9).fill(2_400), 0])
    const months = await ask('get_energy_data', span(MONDAY_TEN, MONDAY_TEN + DAY, 43_200))
    expect(months.data).toEqual([...Array(10).fill(0), 1_400 + 7 * 2_400, 2 * 2_400])
  })

  test.each([
    ['an interval below an hour', 30, DAY],
    ['more than eight days of hours', 60, 9 * DAY],
  ])('refuses %s', async (_, interval, length) => {
    await start()
    const client = await connect(bench.plug.address, ACCOUNT)
    const answer = await client.call('get_energy_data', span(MONDAY_TEN, MONDAY_TEN + length, interval))
    expect(answer).toEqual({ error_code: -1008 })
  })
})

test('get_power_data gives average watts, and -1 for what is still to come', async () => {
  await start({ profile: 'fw-1.4.6' })
  bench.clock.advance(15 * MINUTE)
  const params = {
    start_timestamp: MONDAY_TEN / 1000 - 300,
    end_timestamp: MONDAY_TEN / 1000 + 1_500,
    interval: 5,
  }
  expect((await ask('get_power_data', params)).data).toEqual([0, 100, 100, 100, -1, -1])
})

test('older firmware does not know get_power_data', async () => {
  await start()
  const client = await connect(bench.plug.address, ACCOUNT)
  expect(await client.call('get_power_data')).toEqual({ error_code: -1002 })
})

/** A gauge that is read often and one that is read once must agree: the ledger's tests lean on it. */
test('the energy of a print does not depend on how often anybody looks', async () => {
  await start()
  const used = async (looks: number[]): Promise<number> => {
    const clock = settableClock(MONDAY_TEN)
    const plug: Emulator = await startEmulator({ ...ACCOUNT, clock, load: 'print', seed: 3 })
    plug.pressButton()
    for (const look of [...looks, HOUR].sort((a, b) => a - b)) {
      clock.advance(MONDAY_TEN + look - clock.now())
      expect(plug.energyMwh).toBeGreaterThanOrEqual(0)
    }
    await plug.stop()
    return plug.energyMwh
  }
  const once = await used([])
  expect(once).toBeGreaterThan(80_000)
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: HOUR }), { maxLength: 20 }), async (looks) => {
      expect(await used(looks)).toBeCloseTo(once, 3)
    }),
    { numRuns: 20 },
  )
})
