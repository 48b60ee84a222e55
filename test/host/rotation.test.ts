import { execFile } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test, vi } from 'vitest'
import { loadSecrets } from '../../host/secrets.ts'
import { installForTest } from './support/installation.ts'

test('keys are changed while everything runs: who uses them starts again, the plugs are left alone', async () => {
  const site = await installForTest()
  mkdirSync(site.dataDir)
  const start = site.start()
  await start.ready()
  const file = join(site.dataDir, 'secrets.json')
  const rotate = async (name: string): Promise<string> => {
    const command = ['host/config-command.ts', 'rotate', name]
    const { stdout } = await promisify(execFile)(process.execPath, command, {
      env: { ...process.env, MYP_DATA_DIR: site.dataDir },
    })
    return stdout
  }
  const pids = () => ({
    host: site.pidOf('host'),
    bridge: site.pidOf('bridge'),
    plugs: site.pidOf('emulator'),
  })
  /** When both have started again under other numbers, and the portal answers. */
  const settled = (before: ReturnType<typeof pids>, names: ('host' | 'bridge')[]) =>
    vi.waitFor(
      async () => {
        const now = pids()
        for (const name of names) expect(now[name]).not.toBe(before[name])
        expect(await site.health()).toBe(200)
      },
      { timeout: 25_000, interval: 100 },
    )

  const [first, before] = [loadSecrets(file), pids()]
  const told = await rotate('session')
  expect(told).toContain('everybody must sign in again')
  await settled(before, ['host'])
  expect(pids()).toMatchObject({ bridge: before.bridge, plugs: before.plugs })
  const second = loadSecrets(file)
  expect(second).toEqual({ ...first, sessionSecret: expect.not.stringMatching(first.sessionSecret) })

  const between = pids()
  expect(await rotate('bridge')).toContain('plugs stay as they are')
  await settled(between, ['host', 'bridge'])
  expect(pids().plugs).toBe(before.plugs)
  const third = loadSecrets(file)
  expect(third).toEqual({ ...second, bridgeSecret: expect.not.stringMatching(second.bridgeSecret) })
  for (const secret of [...Object.values(first), ...Object.values(third)])
    expect(told + start.output()).not.toContain(secret)

  start.kill('SIGTERM')
  expect(await start.ended).toBe(0)
})
