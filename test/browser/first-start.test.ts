import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { promisify } from 'node:util'
import { zstdDecompressSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { folderForTest } from '../host/support/folder.ts'
import { launchBrowser } from '../support/browser.ts'
import { type Demo, startDemo } from './support/demo.ts'
import { trustAuthority } from './support/trusted-ca.ts'

/** The plugs' account, and what the bridge can't know by itself. */
const bridgeFile = (firstPort: number): string => `
port = ${firstPort + 3}
worker_url = "http://127.0.0.1:${firstPort + 2}"
secrets_file = "secrets.json"
data_dir = "bridge"
[tapo]
username = "werkstatt@example.de"
password = "nur fuer die Steckdosen"
`

/** Where secrets are kept, for the owner's eyes only. */
const SECRET_FILES = ['secrets.json', 'bridge.toml', 'setup-code', 'tls/ca.key', 'tls/host.key']

/** Everything that must stand nowhere else: keys, passwords, codes, and the middle of each private key. */
const secretsOf = (dataDir: string, code: string): string[] => {
  const keys = Object.values(JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8'))) as string[]
  const privateKeys = ['ca', 'host'].map(
    (name) => readFileSync(join(dataDir, 'tls', `${name}.key`), 'utf8').split('\n')[2] ?? '',
  )
  return [...keys, ...privateKeys, code, ADMIN.password, 'nur fuer die Steckdosen']
}

const contentOf = (path: string): Buffer => {
  const bytes = readFileSync(path)
  return path.endsWith('.zst') ? zstdDecompressSync(bytes) : bytes
}

/** Logs, database, backups, notes of the bridge: every file but those that keep secrets. */
const filesWith = (dataDir: string, secrets: string[]): string[] => {
  const names = readdirSync(dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dataDir, join(entry.parentPath, entry.name)))
  expect(names.filter((name) => name.endsWith('.zst')).length).toBeGreaterThan(0)
  expect(names).toContain('log/host.log')
  return names
    .filter((name) => !SECRET_FILES.includes(name))
    .filter((name) => secrets.some((secret) => contentOf(join(dataDir, name)).includes(secret)))
}

/** Processes whose arguments or environment, as `ps` shows them, hold a secret. */
const processesWith = (secrets: string[]): string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) =>
      ['cmdline', 'environ'].some((file) => {
        try {
          const text = readFileSync(`/proc/${pid}/${file}`, 'utf8')
          return secrets.some((secret) => text.includes(secret))
        } catch {
          // Gone, or somebody else's.
          return false
        }
      }),
    )

/** A call as the portal's own code makes it. */
const call = (page: Page, method: string, path: string, body?: unknown) =>
  page.evaluate(
    async ([method, path, body]) => {
      const session = (await (await fetch('/api/auth/session')).json()) as { csrfToken: string }
      const headers = { 'content-type': 'application/json', 'x-csrf-token': session.csrfToken }
      const answer = await fetch(path as string, {
        method: method as string,
        headers,
        body: JSON.stringify(body),
      })
      return { status: answer.status, body: await answer.json() }
    },
    [method, path, body] as const,
  )

let site: Demo
let stranger: Browser
beforeAll(async () => {
  ;[site, stranger] = await Promise.all([
    startDemo((firstPort) => ({
      'config.toml': 'listen = "127.0.0.1"\nnames = ["myp.local"]\n',
      'bridge.toml': bridgeFile(firstPort),
    })),
    launchBrowser(),
  ])
}, 180_000)
afterAll(() => Promise.all([stranger?.close(), site?.stop()]), 30_000)

const ADMIN = { displayName: 'Ada Erste', username: 'ada', password: 'Fräse-Kaffee-Montag-Regen' }

test('the first start of a real site: trust the authority, take the code from the console, become the admin', {
  timeout: 90_000,
}, async () => {
  expect(site.output()).not.toContain('DEMO')
  const [, code = ''] = /open .*\/setup with the code ([a-z2-9-]{14})/i.exec(site.output()) ?? []
  expect(code, site.output()).not.toBe('')

  // Without the workshop's authority the browser warns and shows nothing.
  const warned = await stranger.newPage()
  await expect(warned.goto(site.url)).rejects.toThrow('ERR_CERT_AUTHORITY_INVALID')

  const ca = await fetch(`${site.plainUrl}/ca.crt`)
  const home = folderForTest()
  trustAuthority(home, await ca.text())
  const browser = await launchBrowser(home)
  try {
    const page = await browser.newPage({ locale: 'de-DE' })
    await page.goto(`${site.url}/setup`)
    const fillIn = async (typed: string) => {
      await page.getByLabel('Code von der Konsole').fill(typed)
      await page.getByLabel('Dein Name').fill(ADMIN.displayName)
      await page.getByLabel('Benutzername').fill(ADMIN.username)
      await page.getByRole('textbox', { name: 'Passwort' }).fill(ADMIN.password)
      await page.getByRole('button', { name: 'Konto anlegen' }).click()
    }
    await fillIn('aaaa-bbbb-cccc')
    await page.getByText(/Code/).and(page.locator('[class*="error"]')).first().waitFor()
    await fillIn(code)
    await page.getByText(ADMIN.displayName).first().waitFor()

    const again = await call(page, 'POST', '/api/auth/setup', { ...ADMIN, code, username: 'second' })
    expect(again).toMatchObject({ status: 409, body: { code: 'conflict' } })
    expect((await call(page, 'POST', '/api/backups', {})).status).toBeLessThan(300)
    expect(existsSync(join(site.dataDir, 'backups'))).toBe(true)
    const secrets = secretsOf(site.dataDir, code)
    expect(secrets).toHaveLength(9)
    expect(filesWith(site.dataDir, secrets)).toEqual([])
    expect(processesWith(secrets)).toEqual([])
    for (const name of SECRET_FILES)
      expect(`${name} ${(statSync(join(site.dataDir, name)).mode & 0o777).toString(8)}`).toBe(`${name} 600`)
  } finally {
    await browser.close()
  }
})

test('an admin who has lost the password gets in again with a command on the machine', async () => {
  const command = (username: string, workerPort: string) =>
    promisify(execFile)(process.execPath, ['host/people-command.ts', 'reset-admin', username], {
      env: { ...process.env, MYP_DATA_DIR: site.dataDir, MYP_WORKER_PORT: workerPort },
    })
  const workerPort = String(Number(new URL(site.url).port) + 2)
  await expect(command('bob', workerPort)).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringContaining('nobody called "bob" is an admin'),
  })
  // Nobody listens on the discard port.
  await expect(command(ADMIN.username, '9')).rejects.toMatchObject({
    code: 3,
    stderr: expect.stringContaining('Start it, then try again'),
  })
  const { stdout } = await command(ADMIN.username, workerPort)
  const [, password = ''] = /^ {2}(\S+)$/m.exec(stdout) ?? []
  const page = await stranger.newPage({ ignoreHTTPSErrors: true, locale: 'de-DE' })
  await page.goto(site.url)
  const login = (typed: string) =>
    page.evaluate(
      async (body) =>
        (
          await fetch('/api/auth/login', {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(body),
          })
        ).json(),
      { username: ADMIN.username, password: typed },
    )
  expect(await login(ADMIN.password)).toMatchObject({ code: 'invalid_credentials' })
  expect(await login(password)).toMatchObject({ user: { mustChangePassword: true } })
  expect(filesWith(site.dataDir, [password])).toEqual([])
  await page.close()
})
