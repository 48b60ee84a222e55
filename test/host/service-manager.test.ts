import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pino from 'pino'
import { expect, onTestFinished, test, vi } from 'vitest'
import { reportToServiceManager } from '../../host/service-manager.ts'
import { folderForTest } from './support/folder.ts'

/** Stands in for systemd-notify: notes what systemd would have been told. */
const startService = (options: { isAnswering: () => Promise<boolean>; watchdogUsec?: string }) => {
  const dir = folderForTest()
  const [tool, heard] = [join(dir, 'notify'), join(dir, 'heard')]
  writeFileSync(tool, `#!/bin/sh\necho "$NOTIFY_SOCKET $*" >> ${heard}\n`, { mode: 0o755 })
  const manager = reportToServiceManager({
    socket: '/run/notify',
    watchdogUsec: options.watchdogUsec,
    isAnswering: options.isAnswering,
    log: pino({ enabled: false }),
    tool,
  })
  onTestFinished(() => manager.stopping())
  return { manager, heard: () => (existsSync(heard) ? readFileSync(heard, 'utf8').trim().split('\n') : []) }
}

test('systemd hears that the service is ready, lives, and stops', async () => {
  const { manager, heard } = startService({ isAnswering: async () => true, watchdogUsec: '90000' })
  await vi.waitFor(() => expect(heard()).toContain('/run/notify WATCHDOG=1'), 10_000)
  expect(heard()[0]).toBe('/run/notify --ready')
  manager.stopping()
  await vi.waitFor(() => expect(heard()).toContain('/run/notify STOPPING=1'), 10_000)
})

test.each([
  ['says no', async () => false],
  ['fails', () => Promise.reject(new Error('no answer'))],
  ['does not come back', () => new Promise<boolean>(() => {})],
])('a service whose check %s gives no sign of life', async (_, isAnswering) => {
  const asked = vi.fn(isAnswering)
  const { heard } = startService({ isAnswering: asked, watchdogUsec: '30000' })
  await vi.waitFor(() => expect(asked.mock.calls.length).toBeGreaterThan(3), 10_000)
  await vi.waitFor(() => expect(heard()).toEqual(['/run/notify --ready']), 10_000)
})
