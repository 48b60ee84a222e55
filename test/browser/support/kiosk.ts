import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { type Visitor, visit } from './visitor.ts'

/** What somebody may do in the portal, without its pages: the session's cookie is the context's. */
type Portal = { send: (method: string, path: string, data?: unknown) => Promise<any> }

/** Signed in to the portal elsewhere: as the trainer at the desk, or the apprentice at home. */
export async function portalOf(browser: Browser, url: string, username: string): Promise<Portal> {
  // Closed with the browser: it is asked for before tests, too.
  const { request } = await browser.newContext({ baseURL: url, ignoreHTTPSErrors: true })
  const login = { username, password: 'werkstatt-demo' }
  const { csrfToken } = await (await request.post('/api/auth/login', { data: login })).json()
  return {
    async send(method, path, data) {
      const answer = await request.fetch(path, { method, data, headers: { 'X-CSRF-Token': csrfToken } })
      if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`)
      return answer.status() === 204 ? undefined : answer.json()
    },
  }
}

/** Books a machine from now on. */
export const bookNow = (
  { send }: Portal,
  { minutes, ...job }: { printerId: string; title: string; minutes: number },
): Promise<{ id: string }> => {
  const now = Date.now()
  return send('POST', '/api/jobs', {
    ...job,
    startsAt: new Date(now).toISOString(),
    endsAt: new Date(now + minutes * 60_000).toISOString(),
  })
}

/** Types digits on the pad, by touch. */
export async function tapDigits(page: Page, digits: string): Promise<void> {
  for (const digit of digits.replaceAll(' ', ''))
    await page.getByRole('button', { name: digit, exact: true }).click()
}

/** A machine that nobody else books, whatever the demo's seed holds at this hour. It has no plug. */
export const addMachine = ({ send }: Portal, name: string): Promise<{ id: string; name: string }> =>
  send('POST', '/api/printers', { name, manufacturer: 'Prusa', model: 'MK4S', kind: 'printer' })

export type KioskVisitor = Visitor & { id: string; admin: Portal }

/** A screen on the wall, enrolled by an admin's code as people do it. */
export async function openKiosk(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<KioskVisitor> {
  const admin = await portalOf(browser, url, 'admin')
  const kiosk = await admin.send('POST', '/api/kiosks', { name: 'Eingang' })
  const visitor = await visit(browser, { viewport: { width: 1920, height: 1080 }, baseURL: url, ...options })
  await visitor.page.goto(`${url}/kiosk`)
  await tapDigits(visitor.page, kiosk.code)
  await visitor.page.getByRole('article').first().waitFor()
  return { ...visitor, id: kiosk.id, admin }
}

export const PIN = '482913'

/** Signs in at the kiosk with the screen's own keys. */
export async function signInAtKiosk(page: Page, username: string): Promise<void> {
  await page.getByRole('button', { name: /^(Anmelden|Sign in)$/ }).click()
  for (const letter of username)
    await page.locator('.hg-button').getByText(letter, { exact: true }).first().click()
  await page.getByRole('button', { name: /^(Weiter|Next)$/ }).click()
  await tapDigits(page, PIN)
  await page.getByText(/^(Hallo|Hello) /).waitFor()
}
