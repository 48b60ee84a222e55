import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { findings } from './support/barriers.ts'
import { type Demo, startDemo } from './support/demo.ts'
import { signIn, visit } from './support/visitor.ts'

const wall = { width: 1920, height: 1080 }

let browser: Browser
let demo: Demo
beforeAll(async () => {
  ;[browser, demo] = await Promise.all([launchBrowser(), startDemo()])
}, 180_000)
afterAll(() => Promise.all([browser?.close(), demo?.stop()]), 30_000)

/** A new display's token, as an admin gets it. */
async function enrol(page: Page): Promise<{ id: string; token: string; csrfToken: string }> {
  const { csrfToken } = await (await page.request.get('/api/auth/session')).json()
  const answer = await page.request.post('/api/kiosks', {
    data: { name: 'Eingang' },
    headers: { 'X-CSRF-Token': csrfToken },
  })
  return { ...(await answer.json()), csrfToken }
}

test('a display is enrolled once by its link, survives a restart, and can be locked out', async () => {
  const admin = await visit(browser, { baseURL: demo.url })
  await signIn(admin.page, demo.url, 'admin')
  const kiosk = await enrol(admin.page)

  const { page, complaints } = await visit(browser, { viewport: wall })
  await page.goto(`${demo.url}/kiosk#token=${kiosk.token}`)
  await page.getByRole('article').first().waitFor()
  expect(await page.getByRole('article').count()).toBe(6)
  expect(page.url()).not.toContain(kiosk.token)
  expect(await page.getByRole('button').count()).toBe(0)
  expect(await findings(page)).toEqual([])

  await page.goto(`${demo.url}/kiosk`)
  await page.getByRole('article').first().waitFor()

  const revoked = await admin.page.request.delete(`/api/kiosks/${kiosk.id}`, {
    headers: { 'X-CSRF-Token': kiosk.csrfToken },
  })
  expect(revoked.status()).toBe(204)
  await page.getByText('Diese Anzeige wurde gesperrt').waitFor()
  expect([...complaints, ...admin.complaints]).toEqual([])
})

test('the display says since when the server is silent, and recovers by itself', async () => {
  const admin = await visit(browser, { baseURL: demo.url })
  await signIn(admin.page, demo.url, 'admin')
  const kiosk = await enrol(admin.page)
  const { page } = await visit(browser, { viewport: wall })
  await page.goto(`${demo.url}/kiosk#token=${kiosk.token}`)
  await page.getByRole('article').first().waitFor()

  await page.route('**/api/board', (route) => route.abort())
  await page.getByText(/^Keine Verbindung seit \d\d:\d\d$/).waitFor({ timeout: 45_000 })
  expect(await page.getByRole('article').count()).toBe(6)

  await page.unroute('**/api/board')
  await page.getByText(/^Keine Verbindung seit/).waitFor({ state: 'hidden' })
})

test('without a link the display says how to enrol it', async () => {
  const { page, complaints } = await visit(browser, { viewport: wall })
  await page.goto(`${demo.url}/kiosk`)
  await page.getByText('Diese Anzeige ist noch nicht freigeschaltet').waitFor()
  expect(complaints).toEqual([])
})
