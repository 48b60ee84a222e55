import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { LogLevels } from '../../host/log/log.ts'
import { openRotatingFile } from '../../host/log/rotating-file.ts'
import { folderForTest } from './support/folder.ts'

const DAY_MS = 86_400_000

const openLog = (limits: { limitBytes?: number; keep?: number } = {}) => {
  const dir = folderForTest()
  const clock = { now: Date.parse('2026-11-23T10:00:00Z') }
  const file = openRotatingFile({
    dir,
    name: 'host',
    now: () => clock.now,
    limitBytes: limits.limitBytes ?? 1_000_000,
    keep: limits.keep ?? 14,
  })
  const read = (name: string) => readFileSync(join(dir, name), 'utf8')
  return { dir, clock, file, read, names: () => readdirSync(dir).sort() }
}

describe('a log file', () => {
  test('starts anew each day, and the days before stay', () => {
    const { clock, file, names, read } = openLog()
    file.write('monday\n')
    clock.now += DAY_MS
    file.write('tuesday\n')
    clock.now += DAY_MS
    file.write('wednesday\n')
    expect(names()).toEqual(['host-2026-11-23.1.log', 'host-2026-11-24.1.log', 'host.log'])
    expect(read('host-2026-11-24.1.log')).toBe('tuesday\n')
    expect(read('host.log')).toBe('wednesday\n')
  })

  test('starts anew when it is full, and only so many are kept', () => {
    const { file, names, read } = openLog({ limitBytes: 10, keep: 2 })
    for (const word of ['one', 'two', 'three', 'four', 'five', 'six']) file.write(`${word.padEnd(7)}\n`)
    expect(names()).toEqual(['host-2026-11-23.4.log', 'host-2026-11-23.5.log', 'host.log'])
    expect(read('host.log')).toBe('six    \n')
  })

  test('goes on after a restart on the same day', () => {
    const { dir, clock, file, read } = openLog()
    writeFileSync(join(dir, 'other-2026-11-23.1.log'), 'of another process\n')
    clock.now = Date.now()
    file.write('before\n')
    const again = openRotatingFile({
      dir,
      name: 'host',
      now: () => clock.now,
      limitBytes: 1_000,
      keep: 1,
    })
    again.write('after\n')
    expect(read('host.log')).toBe('before\nafter\n')
  })

  test('that can not be written costs lines, not the process', () => {
    const { dir, file, names } = openLog()
    mkdirSync(join(dir, 'host.log'))
    expect(() => file.write('lost\n')).not.toThrow()
    chmodSync(join(dir, 'host.log'), 0o700)
    expect(names()).toEqual(['host.log'])
  })
})

describe('levels', () => {
  test('are one rule, and exceptions for parts', () => {
    expect(LogLevels.parse('info, gateway=debug,ticker=warn')).toEqual({
      rule: 'info',
      parts: new Map([
        ['gateway', 'debug'],
        ['ticker', 'warn'],
      ]),
    })
  })

  test.each(['loud', 'info,gateway', 'gateway=debug', 'info,gateway=loud'])('%j is refused', (text) => {
    expect(LogLevels.safeParse(text).success).toBe(false)
  })
})
