import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { installForTest, requireNone } from './support/installation.ts'

test('whatever is killed comes back', async () => {
  const site = await installForTest()
  const start = site.start()
  await start.ready()
  for (const name of ['bridge', 'emulator', 'workerd', 'host']) {
    const killed = site.pidOf(name)
    process.kill(killed, 'SIGKILL')
    await vi.waitFor(
      async () => {
        expect(site.pidOf(name)).not.toBe(killed)
        expect(await site.health()).toBe(200)
      },
      { timeout: 20_000, interval: 50 },
    )
    const isOurs = name !== 'workerd'
    expect(start.output().includes(`${name} was ended by SIGKILL, starting again in 0.25 s`)).toBe(isOurs)
  }
  start.kill('SIGTERM')
  await start.ended
  requireNone(site.processes())
})

test('after a kill of the start its programs end by themselves, and the next start comes up', async () => {
  const site = await installForTest()
  const first = site.start()
  await first.ready()
  first.kill('SIGKILL')
  await first.ended
  const second = site.start()
  await second.ready()
  expect(site.pidOf('host')).toBeGreaterThan(0)
  second.kill('SIGTERM')
  await second.ended
  requireNone(site.processes())
})

test('after a kill of start and host at once nothing outlives them', async () => {
  const site = await installForTest()
  const start = site.start()
  await start.ready()
  const host = site.pidOf('host')
  start.kill('SIGKILL')
  process.kill(host, 'SIGKILL')
  await start.ended
  await vi.waitFor(() => requireNone(site.processes()), { timeout: 5_000, interval: 50 })
})

/** When workerd is on its way, and a little later: its port is open, the database is made. */
test.each([0, 150, 400])('nor does anything %i ms after workerd was started', async (delayMs) => {
  for (const victims of [['start'], ['start', 'host']]) {
    const site = await installForTest()
    const start = site.start()
    await vi.waitFor(() => site.pidOf('workerd'), { timeout: 20_000, interval: 5 })
    await wait(delayMs)
    const host = site.pidOf('host')
    start.kill('SIGKILL')
    if (victims.includes('host')) process.kill(host, 'SIGKILL')
    await start.ended
    await vi.waitFor(() => requireNone(site.processes()), { timeout: 5_000, interval: 50 })
  }
})

test('where workerd can not be tied to the host, the next start ends the orphan', async () => {
  const site = await installForTest()
  // As on a system without setpriv.
  writeFileSync(
    join(site.root, 'host', 'supervision', 'tied-workerd'),
    '#!/bin/sh\nexec "$MYP_WORKERD" "$@"\n',
  )
  const first = site.start()
  await first.ready()
  const [host, workerd] = [site.pidOf('host'), site.pidOf('workerd')]
  first.kill('SIGKILL')
  process.kill(host, 'SIGKILL')
  await first.ended
  expect(site.processes()).toContain(workerd)
  const second = site.start()
  await second.ready()
  expect(second.output()).toMatch(/ended \d processes? that an earlier run left behind/)
  expect(site.processes()).not.toContain(workerd)
})

test('after a kill of npm, which the start can not hear of, the next npm start comes up', async () => {
  const site = await installForTest()
  const npm = ['npm', 'start']
  const first = site.start({}, npm)
  await first.ready()
  first.kill('SIGKILL')
  const second = site.start({}, npm)
  await second.ready()
  second.kill('SIGTERM')
  await vi.waitFor(() => requireNone(site.processes()), { timeout: 6_000, interval: 50 })
})

test("somebody else's process is never ended, whatever a pid file says", async () => {
  const site = await installForTest()
  mkdirSync(join(site.dataDir, 'run'), { recursive: true })
  // Our own id with another start time: a number that was given out again.
  writeFileSync(join(site.dataDir, 'run', 'host.pid'), JSON.stringify({ pid: process.pid, startTime: '1' }))
  const start = site.start()
  await start.ready()
  expect(start.output()).not.toContain('left behind')
})
