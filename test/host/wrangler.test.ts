import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { applyMigrations } from '../../host/migrations.ts'
import { PASS_CRON, PLUG_TEST_CRON } from '../../host/protocol.ts'
import type { Database } from '../../host/runtime.ts'
import { readWranglerConfig } from '../../host/wrangler-config.ts'
import { folderForTest } from './support/folder.ts'
import { installForTest } from './support/installation.ts'
import { startFixtureRuntime } from './support/site.ts'

const WRANGLER = resolve('node_modules/wrangler/bin/wrangler.js')

/** A project with our migrations and one more. */
const projectForTest = (): string => {
  const dir = folderForTest()
  for (const name of ['wrangler.toml', 'migrations']) cpSync(name, join(dir, name), { recursive: true })
  writeFileSync(join(dir, 'migrations', '9999_one_more.sql'), 'create table one_more (x integer);')
  return dir
}

/** `wrangler d1 migrations apply`; it keeps its local state in `v3` of the folder it is given. */
const applyByWrangler = async (project: string, persist: string): Promise<string> => {
  const args = [WRANGLER, 'd1', 'migrations', 'apply', 'myp', '--local', '--persist-to', persist]
  const env = { ...process.env, CI: '1', WRANGLER_SEND_METRICS: 'false', NO_COLOR: '1' }
  return (await promisify(execFile)(process.execPath, args, { cwd: project, env, timeout: 60_000 })).stdout
}

/** Host's database in the state folder of wrangler. */
const useDatabase = async <T>(persist: string, use: (db: Database) => Promise<T>): Promise<T> => {
  mkdirSync(join(persist, 'v3'), { recursive: true })
  const runtime = await startFixtureRuntime(join(persist, 'v3'))
  try {
    return await use(runtime.db)
  } finally {
    await runtime.stop()
  }
}

const applyByHost = (db: Database, project: string) =>
  applyMigrations(db, join(project, 'migrations'), async () => {})

const readSchema = async (db: Database): Promise<string[]> => {
  const { results } = await db
    .prepare(`select type || ' ' || name || ' ' || coalesce(sql, '') as line from sqlite_master order by 1`)
    .all<{ line: string }>()
  // Comments inside a statement are kept or dropped with different white space.
  return results.map(({ line }) => line.replaceAll(/--.*|\s+/g, '')).filter((line) => !line.includes('_cf_'))
}

test('host and wrangler make the same database of the same migrations, and neither repeats the other', async () => {
  const project = projectForTest()
  const [byWrangler, byHost] = [folderForTest(), folderForTest()]
  expect(await applyByWrangler(project, byWrangler)).toContain('9999_one_more.sql')
  const wranglerSchema = await useDatabase(byWrangler, async (db) => {
    expect(await applyByHost(db, project)).toEqual([])
    return readSchema(db)
  })
  const hostSchema = await useDatabase(byHost, async (db) => {
    expect(await applyByHost(db, project)).toEqual(readdirSync(join(project, 'migrations')).sort())
    return readSchema(db)
  })
  expect(hostSchema).toEqual(wranglerSchema)
  expect(await applyByWrangler(project, byHost)).toContain('No migrations to apply')
})

test('wrangler.toml fires what the worker waits for', () => {
  expect(readWranglerConfig('wrangler.toml').triggers.crons).toEqual([PASS_CRON, PLUG_TEST_CRON])
})

test('a build asks nobody whether there is a newer wrangler', async () => {
  const { root } = await installForTest()
  const asked: string[] = []
  const registry = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.end('{"dist-tags":{"latest":"99.0.0"}}')
  }).listen(0, '127.0.0.1')
  onTestFinished(() => void registry.close())
  await once(registry, 'listening')
  const { port } = registry.address() as AddressInfo
  // Its answers are kept in the folder for temporary files: one that nobody has asked from yet.
  const env = { ...process.env, npm_registry: `http://127.0.0.1:${port}/`, TMPDIR: folderForTest() }
  const { stdout } = await promisify(execFile)(process.execPath, ['host/build.ts', 'worker'], {
    cwd: root,
    env,
  })
  expect(stdout).toBe('built the worker\n')
  expect(asked).toEqual([])
})
