import { execFile } from 'node:child_process'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { Config } from '../../host/config.ts'
import { checkConfig } from '../../host/config-check.ts'
import { loadSecrets, rotateSecret } from '../../host/secrets.ts'
import { parseSettings } from '../../host/settings.ts'
import { folderForTest } from './support/folder.ts'

const BRIDGE =
  'data_dir = "bridge"\nsecrets_file = "secrets.json"\n[tapo]\nusername = "a@b.de"\npassword = "geheim geheim"\n'

const install = (files: { config?: string; bridge?: string; mode?: number }) => {
  const dir = folderForTest()
  if (files.config !== undefined) writeFileSync(join(dir, 'config.toml'), files.config)
  if (files.bridge !== undefined)
    writeFileSync(join(dir, 'bridge.toml'), files.bridge, { mode: files.mode ?? 0o600 })
  return parseSettings({ MYP_DATA_DIR: dir }, '/')
}
const failures = (files: Parameters<typeof install>[0]) =>
  checkConfig(install(files), new Date())
    .filter(({ ok }) => !ok)
    .map(({ text }) => text)
    .join('\n')

test('a sound configuration is explained', () => {
  const findings = checkConfig(install({ config: 'names = ["myp.local"]\n', bridge: BRIDGE }), new Date())
  expect(findings.every(({ ok }) => ok)).toBe(true)
  const text = findings.map((finding) => finding.text).join('\n')
  expect(text).toContain('the certificate covers myp.local')
  expect(text).not.toContain('geheim')
})

/** "limits.reads_per_minute" and the like, of all that a file may say. */
const keysOf = (schema: JsonSchema, path = ''): string[] =>
  Object.entries(schema.properties ?? {}).flatMap(([key, inner]) =>
    inner.properties ? keysOf(inner, `${path}[${key}] `) : [`${path}${key}`],
  )
type JsonSchema = { properties?: Record<string, JsonSchema> }

test('the example documents every key there is', () => {
  const example = readFileSync('deploy/config.example.toml', 'utf8')
  const section = (name: string): string =>
    new RegExp(`^# \\[${name}\\]\\n(?:# .*\\n)+`, 'm').exec(example)?.[0] ?? ''
  const keys = keysOf(z.toJSONSchema(Config, { io: 'input' }) as JsonSchema)
  expect(keys.length).toBeGreaterThan(9)
  const missing = keys.filter((key) => {
    const [, name, inSection] = /^\[(\w+)\] (\w+)$/.exec(key) ?? []
    const text = name === undefined ? example : section(name)
    return !new RegExp(`^(?:# )?${inSection ?? key} = `, 'm').test(text)
  })
  expect(missing).toEqual([])
})

test('the documented example is sound, also with every key in use', () => {
  const example = readFileSync('deploy/config.example.toml', 'utf8')
  expect(failures({ config: example, bridge: BRIDGE })).toBe('')
  // Every key that is commented out, but for those that name files which do not exist here.
  const all = example
    .replaceAll(/^# ((?:\[\w+\]|[a-z_]+ = ).*)$/gm, '$1')
    .replaceAll('age1…', `age1${'q'.repeat(58)}`)
  expect(failures({ config: all, bridge: BRIDGE })).toMatch(
    /^\[tls\] .*fullchain\.pem: can't be read \(ENOENT\)$/,
  )
})

test.each([
  ['no file', {}, /config\.toml does not exist/],
  ['an unknown key', { config: 'colour = "red"', bridge: BRIDGE }, /colour/],
  ['no bridge file', { config: '' }, /bridge\.toml does not exist/],
  ['a bridge file that others can read', { config: '', bridge: BRIDGE, mode: 0o644 }, /chmod 600/],
  ['a bridge file without an account', { config: '', bridge: 'port = 1' }, /data_dir: .*\n.*tapo: /],
  ['a bridge file that is no TOML', { config: '', bridge: 'password = "geheim' }, /bridge\.toml:1:\d+: /],
])('%s is told', (_, files, message) => {
  expect(failures(files)).toMatch(message)
  expect(failures(files)).not.toContain('geheim')
})

test('a rotated key is another one, and the others stay', () => {
  const file = join(folderForTest(), 'secrets.json')
  expect(() => rotateSecret(file, 'sessionSecret')).toThrow(/does not exist/)
  const before = loadSecrets(file)
  rotateSecret(file, 'bridgeSecret')
  const { bridgeSecret, ...after } = loadSecrets(file)
  expect(bridgeSecret).not.toBe(before.bridgeSecret)
  expect({ ...after, bridgeSecret: before.bridgeSecret }).toEqual(before)
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('the command tells what is wrong by its exit code, and never a secret', async () => {
  const { dataDir } = install({ config: 'colour = "red"', bridge: BRIDGE })
  const run = (...args: string[]) =>
    promisify(execFile)(process.execPath, ['host/config-command.ts', ...args], {
      env: { ...process.env, MYP_DATA_DIR: dataDir },
    })
  await expect(run('check')).rejects.toMatchObject({ code: 2, stdout: expect.stringContaining('colour') })
  await expect(run('rotate', 'data')).rejects.toMatchObject({ code: 2 })
  const { bridgeSecret } = loadSecrets(join(dataDir, 'secrets.json'))
  const { stdout } = await run('rotate', 'bridge')
  expect(stdout).toContain('plugs stay as they are')
  const renewed = loadSecrets(join(dataDir, 'secrets.json')).bridgeSecret
  expect(renewed).not.toBe(bridgeSecret)
  expect(stdout).not.toContain(renewed)
})
