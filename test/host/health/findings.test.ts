import { describe, expect, test } from 'vitest'
import { plugsText } from '../../../bridge/metrics.ts'
import type { PlugReading } from '../../../bridge/protocol.ts'
import { parseTracking } from '../../../host/health/clock-source.ts'
import { judgeHealth } from '../../../host/health/findings.ts'
import { parseThrottling, readMachine } from '../../../host/health/machine.ts'
import { metricsText } from '../../../host/health/metrics.ts'
import { parseRunningHost } from '../../../host/health/running-host.ts'
import { startVitalSigns } from '../../../host/health/vital-signs.ts'
import type { HostFacts } from '../../../host/protocol.ts'
import { healthyFacts } from '../../support/observation.ts'
import { folderForTest } from '../support/folder.ts'

const NOW = Date.parse('2026-11-23T09:00:00Z')
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** The healthy machine with some facts changed. */
const machineWith = (change: (facts: HostFacts) => void): HostFacts => {
  const facts = structuredClone(healthyFacts(NOW))
  change(facts)
  return facts
}
const codesOf = (facts: HostFacts): string[] =>
  judgeHealth(facts, NOW).map(({ level, code }) => `${level} ${code}`)

test('a machine as it should be needs nothing', () => {
  expect(judgeHealth(healthyFacts(NOW), NOW)).toEqual([])
})

test.each<[string, string[], (facts: HostFacts) => void]>([
  ['little disk', ['warning disk_space'], ({ machine }) => (machine.disk.freeBytes = 0.9 * 1024 ** 3)],
  ['hardly any disk', ['critical disk_space'], ({ machine }) => (machine.disk.freeBytes = 1e8)],
  ['a warm processor', ['warning temperature'], ({ machine }) => (machine.temperatureC = 76)],
  ['a hot processor', ['critical temperature'], ({ machine }) => (machine.temperatureC = 83)],
  ['a machine without a sensor', [], ({ machine }) => (machine.temperatureC = null)],
  ['a weak supply', ['critical under_voltage'], ({ machine }) => (machine.throttling = ['under_voltage'])],
  ['throttling', ['warning throttled'], ({ machine }) => (machine.throttling = ['frequency_capped'])],
  ['no time server', ['warning clock_unwatched'], ({ machine }) => (machine.clock = null)],
  [
    'a clock that is off',
    ['critical clock_offset'],
    ({ machine }) => (machine.clock = { source: 'x', synchronised: true, offsetMs: 2_500 }),
  ],
  [
    'a clock on its own',
    ['warning clock_local'],
    ({ machine }) => (machine.clock = { source: 'local', synchronised: true, offsetMs: 0 }),
  ],
  [
    'no backup for four hours',
    ['warning backup_old'],
    ({ backups }) => (backups.newest = { name: 'a', at: NOW - 4 * HOUR_MS, bytes: 1 }),
  ],
  ['no backup, an hour after the start', [], ({ backups }) => (backups.newest = null)],
  [
    'no backup for a day',
    ['critical backup_old'],
    ({ backups }) => (backups.newest = { name: 'a', at: NOW - DAY_MS, bytes: 1 }),
  ],
  [
    'a backup that fails',
    ['warning backup_old'],
    ({ backups }) => (backups.failure = { at: NOW, message: 'full' }),
  ],
  [
    'a stick that is missing since yesterday',
    ['warning backup_copy'],
    ({ backups }) => (backups.copy = { at: NOW - DAY_MS, name: 'a', problem: { at: NOW, message: 'gone' } }),
  ],
  [
    'a stick that was pulled an hour ago',
    [],
    ({ backups }) => (backups.copy = { at: NOW - HOUR_MS, name: 'a', problem: { at: NOW, message: 'gone' } }),
  ],
  [
    'a failed restore test',
    ['critical restore_test_failed'],
    ({ backups }) => (backups.restoreTest = { at: NOW, ok: false, name: 'a', message: 'damaged' }),
  ],
  [
    'an old restore test',
    ['warning restore_test_old'],
    ({ backups }) => (backups.restoreTest = { at: NOW - 16 * DAY_MS, ok: true, name: 'a', message: '' }),
  ],
  [
    'a ticker that stands still',
    ['critical ticker'],
    (facts) => (facts.lastTick = { at: NOW - 200_000, lagMs: 0, durationMs: 10, ok: true }),
  ],
  [
    'a tick that failed',
    ['critical ticker'],
    (facts) => (facts.lastTick = { at: NOW, lagMs: 0, durationMs: 10, ok: false }),
  ],
  ['a busy host', ['warning overloaded'], ({ eventLoop }) => (eventLoop.p99Ms = 700)],
  [
    'a certificate that ends',
    ['critical certificate'],
    (facts) => (facts.certificateEndsAt = NOW + 2 * DAY_MS),
  ],
  [
    'two troubles: the worse first',
    ['critical temperature', 'warning clock_unwatched'],
    ({ machine }) => Object.assign(machine, { clock: null, temperatureC: 90 }),
  ],
])('%s: %j', (_, codes, change) => {
  expect(codesOf(machineWith(change))).toEqual(codes)
})

test('every finding says in both languages what is wrong and what to do', () => {
  const facts = machineWith(({ machine, backups }) => {
    Object.assign(machine, { clock: null, temperatureC: 90, throttling: ['under_voltage'] })
    Object.assign(backups, { newest: null, failure: { at: NOW, message: 'x' } })
  })
  for (const { message, advice } of judgeHealth(facts, NOW))
    for (const text of [message.de, message.en, advice.de, advice.en]) expect(text.length).toBeGreaterThan(10)
})

describe('chrony', () => {
  test.each([
    [
      'C0A80101,192.168.1.1,3,1795420800.1,-0.000412,0.0001,0.0002,-4.1,0.0,0.02,0.001,0.002,64.5,Normal',
      { source: '192.168.1.1', synchronised: true, offsetMs: 0.412 },
    ],
    [
      '7F7F0101,,10,1795420800.1,0.000000,0,0,0,0,0,0,0,0,Normal',
      { source: 'local', synchronised: true, offsetMs: 0 },
    ],
    [
      '00000000,,0,0.0,0.0,0,0,0,0,0,1,1,0,Not synchronised',
      { source: '00000000', synchronised: false, offsetMs: 0 },
    ],
    ['506 Cannot talk to daemon', null],
    ['', null],
  ])('%s', (line, clock) => {
    expect(parseTracking(`${line}\n`)).toEqual(clock)
  })
})

test.each([
  ['0x0', []],
  ['50000', []],
  ['0x50005', ['under_voltage', 'throttled']],
  ['8', ['temperature_limit']],
])('the firmware word %s means %j', (word, expected) => {
  expect(parseThrottling(word)).toEqual(expected)
})

test('this machine can be read, whatever it is', async () => {
  const machine = await readMachine(folderForTest())
  expect(machine.disk.freeBytes).toBeGreaterThan(0)
  expect(machine.uptimeS).toBeGreaterThan(0)
})

test('metrics are lines a Prometheus reads, without what the machine does not say', () => {
  const facts = machineWith(({ machine }) => (machine.temperatureC = null))
  const text = metricsText({ ...facts, findings: judgeHealth(facts, NOW) })
  for (const line of text.trim().split('\n'))
    expect(line).toMatch(
      /^(# (HELP|TYPE) myp_\w+ .+|myp_\w+(\{\w+="[^"]*"(,\w+="[^"]*")*\})? -?\d+(\.\d+)?)$/,
    )
  expect(text).not.toContain('myp_temperature_celsius')
  expect(text.match(/# TYPE myp_memory_bytes/g)).toHaveLength(1)
  expect(text).toContain('myp_memory_bytes{process="workerd"} 270000000')
})

test('doctor reads from the metrics what only the running host knows', () => {
  const facts = machineWith(() => undefined)
  const text = metricsText({ ...facts, findings: [] })
  const bridge = plugsText([{ state: 'on' }, { state: 'unknown' }] as PlugReading[])
  const { startedAt, processes, eventLoop, lastTick } = facts
  expect(parseRunningHost(text + bridge)).toEqual({
    startedAt,
    ...processes,
    eventLoop,
    lastTick: lastTick && { ...lastTick, ok: null },
    plugs: { known: 1, unknown: 1 },
  })
  expect(parseRunningHost('<!doctype html>')).toBeUndefined()
})

test('a tick is remembered with its delay, its length and its end', async () => {
  let now = NOW
  const signs = startVitalSigns(() => now)
  const failing = signs.observeTick(new Date(NOW - 5), async () => {
    now += 40
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect(signs.lastTick()).toEqual({ at: NOW, lagMs: 5, durationMs: 40, ok: false })
  expect(signs.eventLoop().maxMs).toBeGreaterThanOrEqual(0)
  signs.stop()
})
