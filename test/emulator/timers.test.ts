/** What the plug does by itself: countdown, auto-off, overload, overheat. On a clock that is moved by hand. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Bench, HOUR, MINUTE, SECOND, startBench, switchTo } from './settled-plug.ts'

let bench: Bench
beforeEach(async () => {
  bench = await startBench({ load: { phases: [{ name: 'lamp', watts: 100 }] } })
})
afterEach(() => bench.plug.stop())

const offIn = (delay: number) => ({ delay, desired_states: { on: false }, enable: true })
const rules = () => bench.client.result('get_countdown_rules', { start_index: 0 })
const info = () => bench.client.result('get_device_info')

describe('the countdown', () => {
  test('switches off at its second, not before, and stays in the list disabled', async () => {
    await switchTo(bench.client, true)
    expect(await bench.client.result('add_countdown_rule', offIn(300))).toEqual({ id: 'C1' })
    bench.clock.advance(299 * SECOND)
    expect(bench.plug.relay).toBe(true)
    expect(await rules()).toMatchObject({ enable: true, rule_list: [{ enable: true, remain: 1 }] })
    bench.clock.advance(SECOND)
    expect(bench.plug.relay).toBe(false)
    expect(await rules()).toEqual({
      countdown_rule_max_count: 1,
      enable: false,
      rule_list: [{ delay: 300, desired_states: { on: false }, enable: false, id: 'C1', remain: 0 }],
    })
  })

  test('takes no second rule, neither while the first runs nor after it fired', async () => {
    await bench.client.result('add_countdown_rule', offIn(60))
    expect(await bench.client.call('add_countdown_rule', offIn(90))).toEqual({ error_code: -1802 })
    bench.clock.advance(HOUR)
    expect(await bench.client.call('add_countdown_rule', offIn(90))).toEqual({ error_code: -1802 })
    expect(await bench.client.call('remove_countdown_rules', { remove_all: true })).toEqual({ error_code: 0 })
    expect((await rules()).rule_list).toEqual([])
    expect(await bench.client.result('add_countdown_rule', offIn(90))).toEqual({ id: 'C1' })
  })

  test('can be edited: longer, and off', async () => {
    await switchTo(bench.client, true)
    await bench.client.result('add_countdown_rule', offIn(60))
    await bench.client.result('edit_countdown_rule', { id: 'C1', ...offIn(3_600) })
    bench.clock.advance(3_599 * SECOND)
    expect(bench.plug.relay).toBe(true)
    await bench.client.result('edit_countdown_rule', { id: 'C1', ...offIn(3_600), enable: false })
    bench.clock.advance(HOUR)
    expect(bench.plug.relay).toBe(true)
    expect(await bench.client.call('edit_countdown_rule', { id: 'C2', ...offIn(1) })).toEqual({
      error_code: -1805,
    })
  })

  test('is not moved by setting the clock', async () => {
    await switchTo(bench.client, true)
    await bench.client.result('add_countdown_rule', offIn(60))
    await bench.client.result('set_device_time', { timestamp: 1_900_000_000, time_diff: 60 })
    bench.clock.advance(59 * SECOND)
    expect(bench.plug.relay).toBe(true)
    bench.clock.advance(SECOND)
    expect(bench.plug.relay).toBe(false)
  })
})

describe('auto-off', () => {
  test('counts from each switch-on', async () => {
    await bench.client.result('set_auto_off_config', { delay_min: 10, enable: true })
    expect(await info()).toMatchObject({ auto_off_status: 'off', auto_off_remain_time: 0 })
    await switchTo(bench.client, true)
    bench.clock.advance(4 * MINUTE)
    expect(await info()).toMatchObject({ auto_off_status: 'on', auto_off_remain_time: 360 })
    await switchTo(bench.client, false)
    await switchTo(bench.client, true)
    bench.clock.advance(9 * MINUTE)
    expect(bench.plug.relay).toBe(true)
    bench.clock.advance(MINUTE)
    expect(bench.plug.relay).toBe(false)
  })

  test('never comes once it is disabled', async () => {
    await bench.client.result('set_auto_off_config', { delay_min: 1, enable: true })
    await switchTo(bench.client, true)
    await bench.client.result('set_auto_off_config', { delay_min: 1, enable: false })
    bench.clock.advance(HOUR)
    expect(bench.plug.relay).toBe(true)
  })
})

describe('protection', () => {
  test('an overloaded plug switches off and says so until it is switched on again', async () => {
    await switchTo(bench.client, true)
    bench.plug.setLoad('overload')
    bench.clock.advance(2 * SECOND)
    expect(bench.plug.relay).toBe(false)
    expect((await info()).power_protection_status).toBe('overloaded')
    bench.plug.setLoad('standby')
    bench.clock.advance(HOUR)
    expect((await info()).power_protection_status).toBe('overloaded')
    await switchTo(bench.client, true)
    bench.clock.advance(HOUR)
    expect(await info()).toMatchObject({ device_on: true, power_protection_status: 'normal' })
  })

  test('trips at the power somebody set', async () => {
    await bench.client.result('set_protection_power', { enabled: true, protection_power: 90 })
    await switchTo(bench.client, true)
    bench.clock.advance(2 * SECOND)
    expect(bench.plug.relay).toBe(false)
  })

  test('an overheated plug is off, stays off for a minute and cools down', async () => {
    await switchTo(bench.client, true)
    bench.plug.overheat()
    expect(await info()).toMatchObject({ device_on: false, overheat_status: 'overheated' })
    await switchTo(bench.client, true)
    expect(bench.plug.relay).toBe(false)
    bench.clock.advance(MINUTE)
    expect((await info()).overheat_status).toBe('cool_down')
    await switchTo(bench.client, true)
    expect(bench.plug.relay).toBe(true)
    bench.clock.advance(4 * MINUTE)
    expect((await info()).overheat_status).toBe('normal')
  })
})

test('the button switches, and starts the timers as a command does', async () => {
  await bench.client.result('set_auto_off_config', { delay_min: 1, enable: true })
  bench.plug.pressButton()
  expect(await info()).toMatchObject({ device_on: true, auto_off_remain_time: 60 })
  bench.plug.pressButton()
  expect((await info()).device_on).toBe(false)
})

test('a welded relay answers with success and does not move', async () => {
  bench.plug.setRelayStuck(true)
  await switchTo(bench.client, true)
  expect((await info()).device_on).toBe(false)
  bench.plug.setRelayStuck(false)
  await switchTo(bench.client, true)
  expect((await info()).device_on).toBe(true)
})
