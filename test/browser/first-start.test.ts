import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
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

    const again = await page.request.post('/api/auth/setup', {
      data: { ...ADMIN, code, username: 'second' },
      headers: { origin: site.url },
      ignoreHTTPSErrors: true,
    })
    expect({ status: again.status(), body: await again.json() }).toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    })
    expect(existsSync(join(site.dataDir, 'secrets.json'))).toBe(true)
  } finally {
    await browser.close()
  }
})
