import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { type Demo, startDemo } from './support/demo.ts'
import { isFocused, press, tabTo } from './support/keys.ts'
import { openKiosk, PIN, portalOf } from './support/kiosk.ts'
import { freestPrinter, signIn, visit } from './support/visitor.ts'

type Portal = Awaited<ReturnType<typeof portalOf>>

let browser: Browser
let demo: Demo
let admin: Portal
let azubi: Portal
let azubi2: Portal
beforeAll(async () => {
  ;[browser, demo] = await Promise.all([launchBrowser(), startDemo()])
  ;[admin, azubi, azubi2] = (await Promise.all(
    ['admin', 'azubi', 'azubi2'].map((name) => portalOf(browser, demo.url, name)),
  )) as [Portal, Portal, Portal]
}, 180_000)
afterAll(() => Promise.all([browser?.close(), demo?.stop()]), 30_000)

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })
const place = (page: Page, name: string) =>
  page.getByRole('navigation').getByRole('link', { name: new RegExp(`^${name}( \\d+ offen)?$`) })

/** A window of this person. From here on, nobody has a mouse. */
async function at(username: string) {
  const visitor = await visit(browser, { baseURL: demo.url })
  await signIn(visitor.page, demo.url, username)
  await visitor.page.getByRole('heading', { level: 1 }).waitFor()
  return visitor
}

const dayMs = 86_400_000
/** A Saturday after a week, where the demo books nothing; hours in UTC. */
const freeAt = (hour: number): string => {
  const day = new Date(Date.now() + 7 * dayMs)
  day.setUTCDate(day.getUTCDate() + ((13 - day.getUTCDay()) % 7))
  return `${day.toISOString().slice(0, 10)}T${String(hour).padStart(2, '0')}:00:00.000Z`
}

test('an apprentice books from the overview, extends, and says that it is finished', async () => {
  const { page, complaints } = await at('azubi2')
  const printer = await freestPrinter(page)
  // By night, a machine's own rules would have somebody asked first.
  await admin.send('PATCH', `/api/printers/${printer.id}`, { policy: {} })
  await press(page, button(page, `Reservieren: ${printer.name}`))
  const dialog = page.getByRole('dialog')
  await tabTo(page, dialog.getByLabel('Was druckst du?'))
  await page.keyboard.type('Tastenwerk')
  await page.keyboard.press('Enter')
  await page.getByText('Reserviert', { exact: true }).waitFor()
  await dialog.waitFor({ state: 'hidden' })

  await press(page, place(page, 'Meine Reservierungen'), 'Enter', 'Shift+Tab')
  await press(page, page.getByRole('link', { name: 'Tastenwerk' }))
  await page.getByRole('heading', { level: 1, name: 'Tastenwerk' }).waitFor()
  await page.getByText('Läuft', { exact: true }).waitFor({ timeout: 30_000 })
  await press(page, button(page, 'Verlängern'))
  await press(page, button(page, /^Bis .* verlängern/))
  await dialog.waitFor({ state: 'hidden' })
  await press(page, button(page, /^Beenden: /))
  await press(page, button(page, 'Ja, beenden'))
  await page.getByText('Fertig', { exact: true }).waitFor()
  expect(complaints).toEqual([])
}, 90_000)

test('an apprentice moves a reservation on the plan, changes it on its page, and cancels it', async () => {
  const job = await azubi2.send('POST', '/api/jobs', {
    printerId: 'prusa-mini',
    startsAt: freeAt(9),
    endsAt: freeAt(10),
    title: 'Schiebestück',
  })
  const { page, complaints } = await at('azubi2')
  await press(page, place(page, 'Plan'))
  await page.getByRole('heading', { level: 1 }).waitFor()
  // Day by day to the Saturday, as the arrow of the toolbar goes.
  await button(page, 'Weiter').waitFor()
  await tabTo(page, button(page, 'Weiter'))
  const link = page.locator(`[data-job="${job.id}"]`).getByRole('link')
  for (let days = 0; days < 14 && (await link.count()) === 0; days += 1) {
    await page.keyboard.press('Enter')
    await page.waitForLoadState()
    await page.getByRole('region', { name: 'Drucker und Reservierungen' }).waitFor()
    await link.waitFor({ timeout: 700 }).catch(() => undefined)
  }
  await tabTo(page, link)
  const dialog = page.getByRole('dialog')
  await page.keyboard.press('Alt+ArrowRight')
  await page.keyboard.press('Alt+Shift+ArrowRight')
  await page.keyboard.press('Enter')
  await dialog.getByRole('heading', { name: 'Reservierung ändern' }).waitFor()
  await press(page, dialog.getByRole('button', { name: 'Speichern' }))
  await dialog.waitFor({ state: 'hidden' })
  const minutes = 60_000
  const stored = () => azubi2.send('GET', `/api/jobs/${job.id}`)
  expect(await stored()).toMatchObject({
    startsAt: new Date(Date.parse(freeAt(9)) + 15 * minutes).toISOString(),
    endsAt: new Date(Date.parse(freeAt(10)) + 30 * minutes).toISOString(),
  })

  await press(page, link)
  await page.getByRole('heading', { level: 1, name: 'Schiebestück' }).waitFor()
  await press(page, button(page, 'Ändern'))
  await tabTo(page, dialog.getByLabel('Was druckst du?'))
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type('Umbenannt')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Umbenannt' }).waitFor()
  await dialog.waitFor({ state: 'hidden' })
  await press(page, button(page, /Stornieren/))
  await press(page, button(page, 'Ja, stornieren'))
  await page.getByText('Storniert', { exact: true }).waitFor()
  expect((await stored()).status).toBe('cancelled')
  expect(complaints).toEqual([])
}, 90_000)

test('an apprentice stands in line and leaves it, and reports a fault', async () => {
  const { page, complaints } = await at('azubi2')
  const dialog = page.getByRole('dialog')
  await press(page, place(page, 'Meine Reservierungen'))
  await press(page, button(page, 'Eintragen'))
  await tabTo(page, dialog.getByLabel('Worauf wartest du?'))
  await page.keyboard.type('Prusa XL')
  await press(page, dialog.getByRole('button', { name: 'Eintragen' }))
  await dialog.waitFor({ state: 'hidden' })
  const waits = async () => (await azubi2.send('GET', '/api/waiting-list')).items
  expect(await waits()).toMatchObject([{ printerId: 'prusa-xl' }])
  await press(page, button(page, 'Austragen'))
  await page.getByText('Eintrag entfernt').waitFor()
  expect(await waits()).toEqual([])

  await press(page, place(page, 'Übersicht'), 'Enter', 'Shift+Tab')
  await press(page, page.getByRole('link', { name: 'Störung melden: Prusa XL' }))
  const text = dialog.getByLabel('Was ist los?')
  await text.waitFor()
  await expect.poll(() => isFocused(text)).toBe(true)
  await page.keyboard.type('Riemen quietscht')
  await press(page, dialog.getByRole('button', { name: 'Melden', exact: true }))
  await page.getByText('Riemen quietscht').waitFor()
  expect(complaints).toEqual([])
}, 90_000)

test('a trainer says yes and no, puts an incident to rest, and records an instruction', async () => {
  await admin.send('PATCH', '/api/printers/prusa-xl', { policy: { needsApproval: 'always' } })
  const ask = (who: Portal, hour: number, title: string) =>
    who.send('POST', '/api/jobs', {
      printerId: 'prusa-xl',
      startsAt: freeAt(hour),
      endsAt: freeAt(hour + 1),
      title,
    })
  const [yes, no] = [await ask(azubi, 9, 'Ja bitte'), await ask(azubi2, 11, 'Nein danke')]
  await azubi.send('POST', '/api/printers/prusa-xl/problems', { text: 'Riemen lose' })

  const { page, complaints } = await at('ausbilder')
  const dialog = page.getByRole('dialog')
  await press(page, place(page, 'Freigaben'))
  await press(page, button(page, 'Zusagen: Ja bitte'))
  await page.getByText('„Ja bitte“ ist zugesagt.').waitFor()
  await press(page, button(page, 'Ablehnen: Nein danke'))
  await dialog.getByRole('textbox').waitFor()
  await page.keyboard.type('Die Maschine wird umgebaut')
  await press(page, dialog.getByRole('button', { name: 'Ablehnen' }))
  await dialog.waitFor({ state: 'hidden' })
  const statusOf = async ({ id }: { id: string }) => (await admin.send('GET', `/api/jobs/${id}`)).status
  expect([await statusOf(yes), await statusOf(no)]).toEqual(['scheduled', 'rejected'])

  await press(page, place(page, 'Vorfälle'), 'Enter', 'Shift+Tab')
  await press(page, button(page, 'Erledigen: Prusa XL').first())
  await dialog.getByLabel('Was war los?').waitFor()
  await page.keyboard.type('Riemen gespannt')
  await press(page, dialog.getByRole('button', { name: 'Erledigen' }))
  await page.getByText('Als erledigt vermerkt').waitFor()

  await press(page, place(page, 'Unterweisungen'), 'Enter', 'Shift+Tab')
  await press(page, button(page, 'Unterweisung anlegen'))
  await dialog.getByLabel('Name').waitFor()
  await page.keyboard.type('Tastatur')
  await press(page, dialog.getByRole('button', { name: 'Speichern' }))
  await page.getByRole('columnheader', { name: 'Tastatur' }).waitFor()
  await press(page, button(page, 'fehlt: Lea Winkler, Tastatur'))
  await press(page, dialog.getByRole('button', { name: 'Erteilen' }))
  await button(page, /: Lea Winkler, Tastatur$/)
    .and(page.getByText(/^bis /))
    .waitFor()
  expect(complaints).toEqual([])
}, 120_000)

test('at the kiosk, whoever has a keyboard signs in by PIN and out again', async () => {
  await azubi2.send('PUT', '/api/kiosk-access/pin', { password: 'werkstatt-demo', pin: PIN })
  const { page, complaints } = await openKiosk(browser, demo.url)
  await press(page, button(page, 'Anmelden'))
  const dialog = page.getByRole('dialog')
  const name = dialog.getByRole('textbox')
  await name.waitFor()
  await expect.poll(() => isFocused(name)).toBe(true)
  await page.keyboard.type('azubi2')
  await page.keyboard.press('Enter')
  const pin = dialog.getByLabel(/PIN/)
  await pin.waitFor()
  await expect.poll(() => isFocused(pin)).toBe(true)
  await page.keyboard.type('000000')
  await dialog.getByRole('alert').getByText(/./).waitFor()
  await expect.poll(() => pin.inputValue()).toBe('')
  await page.keyboard.type(PIN)
  await page.getByText('Hallo ').waitFor()
  await press(page, button(page, 'Abmelden'))
  await button(page, 'Anmelden').waitFor()
  expect(complaints.filter((text) => !text.includes('status of 4'))).toEqual([])
}, 90_000)
