import { once } from 'node:events'
import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { installForTest, requireNone } from './support/installation.ts'

describe('a start that can not succeed says why in one line', () => {
  test('a wrong setting: exit code 2', async () => {
    const site = await installForTest()
    const start = site.start({ MYP_HTTPS_PORT: 'https' })
    expect(await start.ended).toBe(2)
    expect(start.output()).toBe(
      `MYP can't start: wrong setting: MYP_HTTPS_PORT="https" must be a whole number\n`,
    )
  })

  test('a taken port: exit code 3', async () => {
    const site = await installForTest()
    const server = createServer().listen(site.ports.MYP_BRIDGE_PORT, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => void server.close())
    const start = site.start()
    expect(await start.ended).toBe(3)
    expect(start.output()).toBe(
      `MYP can't start: port ${site.ports.MYP_BRIDGE_PORT} on 127.0.0.1, needed for the bridge, is taken by another program; MYP_BRIDGE_PORT chooses another\n`,
    )
  })

  test('a migration that fails: exit code 4, with its name', async () => {
    const site = await installForTest()
    writeFileSync(join(site.root, 'migrations', '0002_broken.sql'), 'create tabel x (y);')
    const start = site.start()
    expect(await start.ended).toBe(4)
    expect(start.output()).toContain('migration 0002_broken.sql failed')
    requireNone(site.processes())
  })

  test("production without the plugs' account: exit code 2", async () => {
    const site = await installForTest()
    mkdirSync(site.dataDir)
    writeFileSync(join(site.dataDir, 'config.toml'), 'listen = "127.0.0.1"\n')
    const start = site.start()
    expect(await start.ended).toBe(2)
    expect(start.output()).toContain("bridge.toml does not name the plugs' Tapo account")
  })
})

test('one start brings everything up, a second refuses, and a signal ends all of it within 5 s', async () => {
  const site = await installForTest()
  const start = site.start()
  await start.ready()
  expect(await site.health()).toBe(200)
  const lines = start.output().trim().split('\n')
  expect(lines.at(-1)).toBe(`MYP ready at https://localhost:${site.ports.MYP_HTTPS_PORT}`)
  for (const username of ['admin', 'ausbilder', 'azubi', 'azubi2', 'gast']) {
    expect(lines).toContainEqual(
      expect.stringMatching(new RegExp(`^DEMO: +${username} +password werkstatt-demo`)),
    )
  }

  const second = site.start()
  expect(await second.ended).toBe(3)
  expect(second.output()).toContain(`MYP already runs on this data folder (process ${start.pid})`)
  expect(await site.health()).toBe(200)

  const startedAt = performance.now()
  start.kill('SIGTERM')
  expect(await start.ended).toBe(0)
  expect(performance.now() - startedAt).toBeLessThan(5_000)
  requireNone(site.processes())
})

test('what is missing or out of date is built first', async () => {
  const site = await installForTest()
  rmSync(join(site.root, 'dist', 'worker'), { recursive: true })
  const start = site.start()
  await start.ready()
  expect(start.output()).toMatch(/building the worker …\nbuilt the worker in/)
  expect(start.output()).not.toContain('building the portal')
  start.kill('SIGINT')
  expect(await start.ended).toBe(0)

  const tomorrow = new Date(Date.now() + 86_400_000)
  writeFileSync(join(site.root, 'worker', 'index.js'), 'this is no program')
  utimesSync(join(site.root, 'worker', 'index.js'), tomorrow, tomorrow)
  const broken = site.start()
  expect(await broken.ended).toBe(5)
  expect(broken.output()).toContain('building the worker failed')
})
