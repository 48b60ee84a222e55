/** What a P110 answers, method by method: tapo-p110.md §2.5 and its fixtures. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Bench, HOUR, MINUTE, SECOND, startBench, switchTo } from './settled-plug.ts'

let bench: Bench
beforeEach(async () => {
  bench = await startBench({
    nickname: 'Prusa MK4 links',
    load: { phases: [{ name: 'lamp', watts: 74.116 }] },
  })
})
afterEach(() => bench.plug.stop())

describe('get_device_info', () => {
  test('has every field of the 1.3.1 fixture', async () => {
    const info = await bench.client.result('get_device_info')
    expect(Object.keys(info)).toEqual(
      'auto_off_remain_time auto_off_status avatar charging_status default_states device_id device_on fw_id fw_ver has_set_location_info hw_id hw_ver ip lang latitude longitude mac model nickname oem_id on_time overcurrent_status overheat_status power_protection_status region rssi signal_level specs ssid time_diff type'.split(
        ' ',
      ),
    )
    expect(info).toMatchObject({
      device_on: false,
      model: 'P110',
      type: 'SMART.TAPOPLUG',
      fw_ver: '1.3.1 Build 240621 Rel.162048',
      default_states: { state: {}, type: 'last_states' },
      on_time: 0,
      overheat_status: 'normal',
      power_protection_status: 'normal',
    })
    expect(info.device_id).toMatch(/^[0-9A-F]{40}$/)
    expect(info.mac).toMatch(/^48-22-54(-[0-9A-F]{2}){3}$/)
    expect(Buffer.from(String(info.nickname), 'base64').toString()).toBe('Prusa MK4 links')
  })

  test('counts on_time in seconds since the last switch-on', async () => {
    await switchTo(bench.client, true)
    bench.clock.advance(90 * SECOND)
    expect((await bench.client.result('get_device_info')).on_time).toBe(90)
    await switchTo(bench.client, true)
    expect((await bench.client.result('get_device_info')).on_time).toBe(90)
    await switchTo(bench.client, false)
    expect((await bench.client.result('get_device_info')).on_time).toBe(0)
  })

  test('tells the settings it was given', async () => {
    const nickname = Buffer.from('Ofen ö').toString('base64')
    await bench.client.result('set_device_info', {
      nickname,
      default_states: { type: 'custom', state: { on: false } },
    })
    expect(await bench.client.result('get_device_info')).toMatchObject({
      nickname,
      default_states: { type: 'custom', state: { on: false } },
    })
  })
})

describe('energy and power', () => {
  test('come in milliwatts, watts and milliamperes, each method with its own unit', async () => {
    await switchTo(bench.client, true)
    bench.clock.advance(61 * MINUTE)
    expect(await bench.client.result('get_energy_usage')).toEqual({
      current_power: 74_116,
      electricity_charge: [0, 0, 0],
      local_time: '2026-11-23 11:01:00',
      month_energy: 75,
      month_runtime: 61,
      today_energy: 75,
      today_runtime: 61,
    })
    expect(await bench.client.result('get_current_power')).toEqual({ current_power: 74 })
    const { current_ma, energy_wh, power_mw, voltage_mv } = await bench.client.result('get_emeter_data')
    expect([energy_wh, power_mw]).toEqual([75, 74_116])
    expect(Number(current_ma) * Number(voltage_mv)).toBeCloseTo(74_116_000, -6)
    expect(await bench.client.result('get_device_usage')).toEqual({
      power_usage: { past30: 75, past7: 75, today: 75 },
      saved_power: { past30: 0, past7: 0, today: 0 },
      time_usage: { past30: 61, past7: 61, today: 61 },
    })
  })

  test('are zero while the relay is open', async () => {
    expect(await bench.client.result('get_current_power')).toEqual({ current_power: 0 })
    bench.clock.advance(13 * HOUR)
    expect((await bench.client.result('get_energy_usage')).month_energy).toBe(0)
  })
})

describe('the clock', () => {
  test('is read in UTC seconds and set in the same way', async () => {
    expect(await bench.client.result('get_device_time')).toEqual({
      region: 'Europe/Berlin',
      time_diff: 60,
      timestamp: 1_795_424_400,
    })
    const time = { timestamp: 1_700_000_000, time_diff: 0, region: 'Europe/London' }
    expect(await bench.client.call('set_device_time', time)).toEqual({ error_code: 0 })
    bench.clock.advance(10 * SECOND)
    expect(await bench.client.result('get_device_time')).toEqual({ ...time, timestamp: 1_700_000_010 })
  })

  test('that was lost makes energy, countdown and schedule calls fail until it is set', async () => {
    const calls = [
      ['get_energy_usage'],
      ['get_device_usage'],
      ['get_emeter_data'],
      ['get_countdown_rules', { start_index: 0 }],
      ['add_countdown_rule', { delay: 60, desired_states: { on: false }, enable: true }],
      ['get_schedule_rules', { start_index: 0 }],
      ['get_antitheft_rules', { start_index: 0 }],
    ] as const
    const codes = async () => {
      const answers = []
      for (const [method, params] of calls) answers.push((await bench.client.call(method, params)).error_code)
      return answers
    }
    bench.plug.disturbClock({ unset: true })
    expect(await codes()).toEqual(calls.map(() => -1601))
    const { timestamp } = await bench.client.result('get_device_time')
    expect(new Date(Number(timestamp) * 1000).toISOString()).toBe('2000-01-01T00:00:00.000Z')
    expect((await bench.client.call('get_current_power')).error_code).toBe(0)
    await bench.client.result('set_device_time', { timestamp: 1_795_424_400, time_diff: 60 })
    expect(await codes()).toEqual(calls.map(() => 0))
  })
})

test.each([
  ['get_max_power', { max_power: 3_379 }],
  ['get_protection_power', { enabled: false, protection_power: 2_960 }],
  ['get_connect_cloud_state', { status: 0 }],
  ['get_auto_update_info', { enable: true, random_range: 120, time: 180 }],
  ['get_auto_off_config', { delay_min: 120, enable: false }],
  [
    'get_schedule_rules',
    { enable: false, rule_list: [], schedule_rule_max_count: 32, start_index: 0, sum: 0 },
  ],
  ['get_countdown_rules', { countdown_rule_max_count: 1, enable: false, rule_list: [] }],
  ['get_next_event', {}],
  ['get_led_info', { led_rule: 'always', led_status: false }],
  ['get_fw_download_state', { status: 0 }],
])('%s answers as a plug fresh from its set-up', async (method, expected) => {
  expect(await bench.client.result(method)).toMatchObject(expected)
})

test.each([
  ['set_protection_power', 'get_protection_power', { enabled: true, protection_power: 2_000 }],
  ['set_led_info', 'get_led_info', { led_rule: 'never' }],
  ['set_auto_update_info', 'get_auto_update_info', { enable: false }],
  ['set_auto_off_config', 'get_auto_off_config', { delay_min: 5, enable: true }],
])('%s is read back by %s', async (setter, getter, setting) => {
  expect(await bench.client.call(setter, setting)).toEqual({ error_code: 0 })
  expect(await bench.client.result(getter)).toMatchObject(setting)
})

test.each([
  ['set_device_info', {}],
  ['set_device_info', { default_states: { type: 'custom', state: {} } }],
  ['set_device_time', { timestamp: 'now' }],
  ['set_protection_power', { enabled: true, protection_power: 9_999 }],
  ['set_led_info', { led_rule: 'disco' }],
  ['set_auto_off_config', { enable: true }],
  ['add_countdown_rule', { delay: 0, desired_states: { on: false }, enable: true }],
  ['add_countdown_rule', { delay: 86_401, desired_states: { on: false }, enable: true }],
  ['get_countdown_rules', null],
])('%s with params the plug does not understand gets -1008', async (method, params) => {
  expect(await bench.client.call(method, params)).toEqual({ error_code: -1008 })
})

test('component_nego lists what FW 1.3.1 lists', async () => {
  const { component_list } = await bench.client.result('component_nego')
  expect(component_list).toHaveLength(22)
  expect(component_list).toContainEqual({ id: 'energy_monitoring', ver_code: 2 })
  expect(component_list).toContainEqual({ id: 'countdown', ver_code: 2 })
})

test('get_latest_fw fails, because there is no internet', async () => {
  expect(await bench.client.call('get_latest_fw')).toEqual({ error_code: -1007 })
})

test('a plug cut off from the cloud says so', async () => {
  bench.plug.setCloud(false)
  expect(await bench.client.result('get_connect_cloud_state')).toEqual({ status: 1 })
})
