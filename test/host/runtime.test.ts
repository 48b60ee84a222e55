import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { applyMigrations } from '../../host/migrations.ts'
import type { Runtime } from '../../host/runtime.ts'
import { identify, type ProcessIdentity, youngestChild } from '../../host/supervision/process-identity.ts'
import { readWranglerConfig } from '../../host/wrangler-config.ts'
import { folderForTest, newFolder, removeFolder, SITE } from './support/folder.ts'
import { startFixtureRuntime } from './support/site.ts'

describe('a runtime', () => {
  let runtime: Runtime
  const dataDir = newFolder()
  const spawned: ProcessIdentity[] = []
  beforeAll(async () => {
    runtime = await startFixtureRuntime(dataDir, {
      onSpawn: () => {
        const child = youngestChild(process.pid)
        if (child) spawned.push(child)
      },
    })
    await applyMigrations(runtime.db, join(SITE, 'migrations'), async () => {})
  })
  afterAll(async () => {
    await runtime.stop()
    removeFolder(dataDir)
  })
  const ask = async (path: string, init?: RequestInit) =>
    (await fetch(new URL(path, runtime.url), init)).json()

  test('has every binding that wrangler.toml names, and no second list of them', async () => {
    expect(await ask('/api/vars')).toEqual({ timeZone: 'Europe/Berlin', demo: 'true', secret: 'a secret' })
    expect(await ask('/api/count')).toEqual({ count: 1 })
    expect(runtime.crons).toEqual(['* * * * *'])
    const body = JSON.stringify({ password: 'ein langes Passwort' })
    expect(await ask('/api/hash', { method: 'POST', body })).toEqual({
      hash: expect.stringMatching(/^\$2[aby]\$12\$/),
    })
  })

  test('runs scheduled() with the time and the cron', async () => {
    await runtime.scheduled(new Date('2026-11-23T09:00:00Z'), '* * * * *')
    expect(await ask('/api/ticks')).toContainEqual({
      at: Date.parse('2026-11-23T09:00:00Z'),
      cron: '* * * * *',
    })
  })

  test('comes back on the same port when workerd is killed, with everything that was stored', async () => {
    const { count } = (await ask('/api/count')) as { count: number }
    const [first] = spawned
    if (!first) throw new Error('no process was recorded')
    process.kill(first.pid, 'SIGKILL')
    const next = await vi.waitFor(() => ask('/api/count'), { timeout: 20_000, interval: 50 })
    expect(next).toEqual({ count: count + 1 })
    await runtime.scheduled(new Date('2026-11-23T09:01:00Z'), '* * * * *')
    expect(await ask('/api/ticks')).toContainEqual({
      at: Date.parse('2026-11-23T09:01:00Z'),
      cron: '* * * * *',
    })
    expect(spawned.length).toBe(2)
    expect(identify(first.pid)?.startTime).not.toBe(first.startTime)
  })
})

test('stopping leaves no process behind', async () => {
  let child: ProcessIdentity | undefined
  const runtime = await startFixtureRuntime(folderForTest(), {
    onSpawn: () => (child = youngestChild(process.pid)),
  })
  await runtime.stop()
  expect(child && identify(child.pid)).toBeUndefined()
})

test.each([
  ['[[kv_namespaces]]\nbinding = "KV"\nid = "1"', 'kv_namespaces'],
  ['[[services]]\nbinding = "OTHER"\nservice = "other"', 'services.0.service'],
])('a binding that the host can not provide stops the start: %s', (toml, key) => {
  const file = join(folderForTest(), 'wrangler.toml')
  const database = '[[d1_databases]]\nbinding = "DB"\ndatabase_id = "1"\n'
  const head = 'name = "x"\nmain = "x.ts"\ncompatibility_date = "2026-07-30"\n[vars]\nTIME_ZONE = "UTC"\n'
  writeFileSync(file, `${head}${database}${toml}`)
  expect(() => readWranglerConfig(file)).toThrow(key)
})
