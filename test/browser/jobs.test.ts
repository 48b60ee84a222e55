import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { type Demo, startDemo } from './support/demo.ts'
import { portalOf } from './support/kiosk.ts'
import { freestPrinter, signIn, visit } from './support/visitor.ts'

type Portal = Awaited<ReturnType<typeof portalOf>>

let browser: Browser
let demo: Demo
let me: Portal
let other: Portal
let trainer: Portal
let isHeld: Promise<unknown>

const dayMs = 86_400_000
/** A Sunday after a week, where the demo books nothing: its hours (UTC) belong to these tests. */
const freeAt = (hour: number, days = 0): string => {
  const day = new Date(Date.now() + 7 * dayMs)
  day.setUTCDate(day.getUTCDate() + ((7 - day.getUTCDay()) % 7) + days)
  return `${day.toISOString().slice(0, 10)}T${String(hour).padStart(2, '0')}:00:00.000Z`
}
const book = (who: Portal, printerId: string, from: number, title: string) =>
  who.send('POST', '/api/jobs', { printerId, startsAt: freeAt(from), endsAt: freeAt(from + 1), title })

beforeAll(async () => {
  ;[browser, demo] = await Promise.all([launchBrowser(), startDemo()])
  ;[me, other, trainer] = (await Promise.all(
    ['azubi', 'azubi2', 'ausbilder'].map((name) => portalOf(browser, demo.url, name)),
  )) as [Portal, Portal, Portal]
  // The waiting list is served by the minute: asked for first, needed last.
  const wait = { printerId: 'prusa-xl', minutes: 60, from: freeAt(6), until: freeAt(7) }
  await me.send('POST', '/api/waiting-list', wait)
  isHeld = vi.waitUntil(
    async () =>
      (await me.send('GET', '/api/waiting-list')).items.some(
        ({ offer }: any) => offer?.printerId === 'prusa-xl',
      ),
    { timeout: 100_000, interval: 1_000 },
  )
}, 180_000)
afterAll(() => Promise.all([browser?.close(), demo?.stop()]), 30_000)

const openAs = async (username: string, path: string) => {
  const visitor = await visit(browser, { baseURL: demo.url })
  await signIn(visitor.page, demo.url, username, path)
  return visitor
}
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor()

test('a reservation is handed over: offered, taken, and then somebody else’s', async () => {
  const { id } = await book(me, 'prusa-mini', 8, 'Staffelstab')
  const giver = await openAs('azubi', `/jobs/${id}`)
  await giver.page.getByRole('button', { name: 'Übergeben' }).click()
  await giver.page.getByLabel('An', { exact: true }).selectOption({ label: 'Emre Yıldız' })
  await giver.page.getByRole('button', { name: 'Anbieten' }).click()
  await giver.page.getByText(/wartest auf die Antwort/).waitFor()

  const taker = await openAs('azubi2', `/jobs/${id}`)
  await taker.page.getByRole('button', { name: 'Übernehmen' }).click()
  await taker.page.getByText('Die Reservierung gehört jetzt dir').waitFor()
  expect(await other.send('GET', `/api/jobs/${id}`)).toMatchObject({
    userName: 'Emre Yıldız',
    transferTo: null,
  })
  expect([...giver.complaints, ...taker.complaints]).toEqual([])
})

test('a series is booked in the dialog, and cancelled from one of its dates on', async () => {
  const { page, complaints } = await openAs('ausbilder', `/plan?date=${freeAt(0).slice(0, 10)}`)
  const track = page.locator('[data-printer="prusa-mini"]')
  await track.waitFor()
  // At night, when the demo books nothing for days.
  await page
    .getByRole('region', { name: 'Drucker und Reservierungen' })
    .evaluate((element: any) => element.scrollTo({ left: 0 }))
  const box = await track.boundingBox()
  if (!box) throw new Error('the row is not shown')
  await page.mouse.click(box.x + (box.width * 2) / 24, box.y + box.height / 2)
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Wiederholen' }).click()
  await dialog.getByLabel('Wiederholen').selectOption('day')
  await dialog.getByLabel('Wie oft insgesamt?').fill('3')
  await dialog.getByLabel('Was druckst du?').fill('Dauerläufer')
  await dialog.getByRole('button', { name: 'Reservieren', exact: true }).click()
  await page.getByText(/^3 Termine/).waitFor()

  const series = async () =>
    (await trainer.send('GET', '/api/jobs?userId=me&sort=startsAt&limit=200')).items.filter(
      ({ title }: any) => title === 'Dauerläufer',
    )
  const [, second] = await series()
  await page.goto(`${demo.url}/jobs/${second.id}`)
  await page.getByRole('button', { name: /Stornieren/ }).click()
  await page.getByLabel('Gehört zu einer Serie').selectOption('following')
  await page.getByRole('button', { name: 'Ja, stornieren' }).click()
  await page.getByText('Storniert', { exact: true }).waitFor()
  expect((await series()).map(({ status }: any) => status)).toEqual(['scheduled', 'cancelled', 'cancelled'])
  expect(complaints).toEqual([])
})

test('who comes early begins at once, and the printer starts', async () => {
  const { page, complaints } = await openAs('azubi', '/')
  const printer = await freestPrinter(page)
  const soon = Math.ceil(Date.now() / 300_000) * 300_000 + 1_800_000
  const { id } = await me.send('POST', '/api/jobs', {
    printerId: printer.id,
    startsAt: new Date(soon).toISOString(),
    endsAt: new Date(soon + 3_600_000).toISOString(),
    title: 'Frühschicht',
  })
  await page.goto(`${demo.url}/jobs/${id}`)
  await heading(page, 'Frühschicht')
  await page.getByRole('button', { name: 'Jetzt beginnen' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Jetzt beginnen' }).click()
  await page.getByText('Gut, es geht los').waitFor()
  await page.getByText('Läuft', { exact: true }).waitFor()
  await me.send('POST', `/api/jobs/${id}/finish`, {})
  expect(complaints).toEqual([])
})

test('what one’s earlier prints took is one click away when booking', async () => {
  const { page, complaints } = await openAs('azubi', '/')
  // What the demo's past says changes with the hour; that the server tells it is tested with the figures.
  const asked: string[] = []
  await page.route('**/api/figures/suggestion?*', (route) => {
    asked.push(new URL(route.request().url()).searchParams.get('minutes') ?? '')
    return route.fulfill({ json: { suggestion: { minutes: 105, jobs: 4, basis: 'similar_titles' } } })
  })
  await page.goto(`${demo.url}/book/prusa-mini`)
  const dialog = page.getByRole('dialog')
  await dialog.getByText('4 ähnliche Drucke von dir waren so schnell fertig:').waitFor()
  await dialog.getByRole('button', { name: /^1\sh 45\smin nehmen$/ }).click()
  await dialog.getByRole('button', { name: /nehmen$/ }).waitFor({ state: 'hidden' })
  expect(await dialog.getByRole('radio', { name: /^1\sh 45\smin$/ }).isChecked()).toBe(true)
  expect(Number(asked[0])).toBeGreaterThan(0)
  expect(complaints).toEqual([])
})

test('a slot that is held for who waits in line is taken with one click', async () => {
  await isHeld
  const { page, complaints } = await openAs('azubi', '/reservations')
  const offer = page.getByRole('listitem').filter({ hasText: 'Prusa XL ist frei: ' })
  await offer.getByRole('button', { name: 'Nehmen' }).click()
  await page.getByText('Reserviert', { exact: true }).waitFor()
  const jobs = await me.send('GET', '/api/jobs?userId=me&status=scheduled&printerId=prusa-xl&limit=200')
  expect(jobs.items.map(({ startsAt }: any) => startsAt)).toContain(freeAt(6))
  expect(complaints).toEqual([])
}, 120_000)
