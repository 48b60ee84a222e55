import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { MACHINES } from '../../host/demo/machines.ts'
import { launchBrowser } from '../support/browser.ts'
import { keyTests } from './kiosk/keys.ts'
import { paperTests } from './kiosk/papers.ts'
import { ruleTests } from './kiosk/rules.ts'
import { findingsInEveryLook } from './support/barriers.ts'
import { type Demo, startDemo } from './support/demo.ts'
import { bookNow, openKiosk, PIN, portalOf, signInAtKiosk, tapDigits } from './support/kiosk.ts'
import { pressButton } from './support/plug-button.ts'
import { freestPrinter, visit } from './support/visitor.ts'

let browser: Browser
let demo: Demo
beforeAll(async () => {
  ;[browser, demo] = await Promise.all([launchBrowser(), startDemo()])
  // Use that nobody booked is noticed by the minute: begun first, claimed last.
  await pressButton(demo, String(demo.plugs[MACHINES.findIndex(({ id }) => id === 'prusa-xl')]))
}, 180_000)
afterAll(() => Promise.all([browser?.close(), demo?.stop()]), 30_000)

const password = 'werkstatt-demo'
const setPin = async (username: string) =>
  (await portalOf(browser, demo.url, username)).send('PUT', '/api/kiosk-access/pin', { password, pin: PIN })

test('a display is enrolled by a code, survives a restart, leads nowhere else, and can be locked out', async () => {
  const { page, complaints, id, admin } = await openKiosk(browser, demo.url)
  expect(await page.getByRole('article').count()).toBe(6)
  expect(await page.getByRole('link').count()).toBe(0)
  // Against burn-in: six minutes later everything stands a little aside.
  const leftAfter = (minutes: number) =>
    page.evaluate<number>(`(() => {
      const board = document.querySelector('main')
      board.getAnimations()[0].currentTime = ${minutes * 60_000}
      return board.getBoundingClientRect().left
    })()`)
  expect(await leftAfter(7)).toBeGreaterThan(await leftAfter(0))
  await page.getByRole('button', { name: 'Prusa XL' }).click()
  const code = page.locator('img[src="/api/printers/prusa-xl/qr.svg"]')
  await expect.poll(() => code.evaluate((image: any) => image.naturalWidth)).toBeGreaterThan(0)

  for (const path of ['/kiosk', '/', '/people']) {
    await page.goto(`${demo.url}${path}`)
    await page.getByRole('article').first().waitFor()
    expect(await page.getByRole('navigation').count()).toBe(0)
  }

  await admin.send('DELETE', `/api/kiosks/${id}`)
  await page.getByText('Diese Anzeige wurde gesperrt').waitFor({ timeout: 45_000 })
  // The live connection was cut, and may have been tried once more before the page knew why.
  expect(complaints.filter((complaint) => !complaint.includes('/api/live'))).toEqual([])
}, 90_000)

test('the display says since when the server is silent, and recovers by itself', async () => {
  const { page } = await openKiosk(browser, demo.url)
  // Without a battery a small computer's clock is wrong, here by ten minutes.
  await page.clock.install({ time: Date.now() + 600_000 })
  await page.reload()
  await page.getByRole('article').first().waitFor()
  await page.route('**/api/board', (route) => route.abort())
  // Asked again before its time, and then twice more: what was tried three times has failed.
  await page.clock.fastForward(20_000)
  await page.getByText(/^Keine Verbindung seit \d\d:\d\d$/).waitFor({ timeout: 45_000 })
  expect(await page.getByRole('article').count()).toBe(6)
  await page.unroute('**/api/board')
  await page.getByText(/^Keine Verbindung seit/).waitFor({ state: 'hidden' })
}, 90_000)

test('by touch alone: sign in, book, and end it, with the printer’s plug going on between', async () => {
  await setPin('azubi2')
  const { page, complaints } = await openKiosk(browser, demo.url)
  const printer = await freestPrinter(page)
  const tile = page.getByRole('article').filter({ has: page.getByRole('button', { name: printer.name }) })
  await signInAtKiosk(page, 'azubi2')
  await tile.getByRole('button').click()
  await page.getByRole('button', { name: 'Jetzt reservieren' }).click()
  await page.getByRole('button', { name: /^30/ }).click()
  await page.getByText(/^Reserviert bis \d\d:\d\d\./).waitFor()
  await page.getByRole('button', { name: 'Zur Übersicht' }).click()
  await tile.getByText('In Betrieb').waitFor({ timeout: 30_000 })
  await tile.getByText('Emre Yıldız').waitFor()

  await tile.getByRole('button').click()
  await page.getByRole('button', { name: 'Fertig, Reservierung beenden' }).click()
  await page.getByText(/^Beendet\./).waitFor()
  await page.getByRole('button', { name: 'Zur Übersicht' }).click()
  await page.getByRole('button', { name: 'Abmelden' }).click()
  await page.getByRole('button', { name: 'Anmelden' }).waitFor()
  expect(complaints).toEqual([])
}, 120_000)

test('whose time has come says so at the kiosk, before the machine has done anything', async () => {
  await setPin('azubi')
  const { page, complaints } = await openKiosk(browser, demo.url)
  const printer = await freestPrinter(page)
  const plug = MACHINES.findIndex(({ id }) => id === printer.id) + 1
  const load = (profile: string) =>
    fetch(`${demo.control}/plugs/${plug}/load`, { method: 'POST', body: JSON.stringify({ profile }) })
  // A machine at work checks in by itself.
  expect((await load('none')).status).toBe(200)
  const me = await portalOf(browser, demo.url, 'azubi')
  const { id } = await bookNow(me, { printerId: printer.id, title: 'Pünktlich', minutes: 60 })
  const job = () => me.send('GET', `/api/jobs/${id}`)
  await vi.waitUntil(async () => (await job()).status === 'running', { timeout: 30_000, interval: 250 })
  await signInAtKiosk(page, 'azubi')
  await page.getByRole('article').getByRole('button', { name: printer.name }).click()
  await page.getByRole('button', { name: 'Ich bin da' }).click()
  await page.getByText('Alles klar, es geht los.').waitFor()
  expect((await job()).checkedInAt).toEqual(expect.any(String))
  await me.send('POST', `/api/jobs/${id}/finish`, {})
  await load('print')
  expect(complaints).toEqual([])
}, 120_000)

test('who walks away is signed out after a minute, with a countdown', async () => {
  await setPin('azubi')
  const { page } = await openKiosk(browser, demo.url)
  await signInAtKiosk(page, 'azubi')
  await page.clock.install()
  // Installed after the visit began: a touch restarts it on the new clock.
  await page.keyboard.press('Shift')
  await page.clock.fastForward(45_000)
  await page.getByText(/^Abmeldung in 1\d Sekunden$/).waitFor()
  await page.clock.fastForward(16_000)
  await page.getByRole('button', { name: 'Anmelden' }).waitFor()
  expect(await page.getByText(/^Hallo /).count()).toBe(0)
}, 90_000)

test('a badge at the reader signs in without a touch, once it is tied to a person', async () => {
  await setPin('j.kowalski')
  const { page } = await openKiosk(browser, demo.url)
  const hold = async () => {
    await page.keyboard.type('04A2B3C4D5')
    await page.keyboard.press('Enter')
  }
  await hold()
  await page.getByText(/^Diesen Ausweis kennen wir nicht/).waitFor()
  await signInAtKiosk(page, 'j.kowalski')
  await page.getByRole('button', { name: 'Ausweis verknüpfen' }).click()
  await page.getByText('Halte deinen Ausweis an den Leser').waitFor()
  await hold()
  await page.getByText('Dein Ausweis ist verknüpft.').waitFor()
  await page.getByRole('button', { name: 'Zur Übersicht' }).click()
  await page.getByRole('button', { name: 'Abmelden' }).click()
  await page.getByRole('button', { name: 'Anmelden' }).waitFor()
  await hold()
  await page.getByText('Hallo Jan Kowalski!').waitFor()
}, 90_000)

test('a guest asks, gets the code from a trainer, starts, and ends it', async () => {
  const { page, complaints } = await openKiosk(browser, demo.url)
  const printer = await freestPrinter(page)
  await page.getByRole('button', { name: 'Zu Gast?' }).click()
  await page.getByRole('button', { name: 'Einen Drucker anfragen' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: printer.name }).click()
  await dialog.getByLabel('Dein Name').fill('Gisela Gast')
  await dialog.getByLabel('Wofür?').fill('Namensschild')
  await dialog.getByRole('button', { name: 'Anfragen' }).click()
  await page.getByText(/^Die Ausbildung hat deine Anfrage/).waitFor()
  await page.getByRole('button', { name: 'Zur Übersicht' }).click()

  const trainer = await portalOf(browser, demo.url, 'ausbilder')
  const [request] = (await trainer.send('GET', '/api/guest-requests?status=waiting')).items
  expect(request).toMatchObject({ name: 'Gisela Gast', printerId: printer.id })
  const { code } = await trainer.send('POST', `/api/guest-requests/${request.id}/approve`, {})

  await page.getByRole('button', { name: 'Zu Gast?' }).click()
  await page.getByRole('button', { name: 'Ich habe einen Code' }).click()
  await tapDigits(page, code)
  await page.getByText(/^Los geht’s!/).waitFor()
  await page.getByRole('button', { name: 'Zur Übersicht' }).click()
  const status = async () =>
    (await trainer.send('GET', `/api/jobs?printerId=${printer.id}&sort=-startsAt`)).items.find(
      ({ title }: { title: string }) => title === 'Namensschild',
    )?.status
  await vi.waitUntil(async () => (await status()) === 'running', { timeout: 30_000, interval: 250 })

  await page.getByRole('button', { name: 'Zu Gast?' }).click()
  await page.getByRole('button', { name: 'Ich bin fertig' }).click()
  await tapDigits(page, code)
  await page.getByText(/^Beendet\. Danke/).waitFor()
  expect(await status()).toBe('finished')
  expect(complaints).toEqual([])
}, 90_000)

test('board and dialogs have no barrier that axe can see, lying and upright', async () => {
  const sizes = { de: { width: 1920, height: 1080 }, en: { width: 1080, height: 1920 } }
  await setPin('s.nguyen')
  const { page, complaints } = await openKiosk(browser, demo.url)
  expect(await findingsInEveryLook(page, sizes)).toEqual([])
  const inDialog = async (...names: RegExp[]) => {
    for (const name of names) await page.getByRole('button', { name }).first().click()
    await page.getByRole('dialog').waitFor()
    expect(await findingsInEveryLook(page, sizes), String(names)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
  }
  await inDialog(/^(Anmelden|Sign in)$/)
  await inDialog(/^(Zu Gast|Visiting)/, /^(Einen Drucker anfragen|Ask for a printer)$/)
  await inDialog(/^(Zu Gast|Visiting)/, /^(Ich habe einen Code|I have a code)$/)
  await signInAtKiosk(page, 's.nguyen')
  await inDialog(/^Anycubic Kobra/)
  await inDialog(/^Anycubic Kobra/, /^(Störung melden|Report a fault)$/)
  await inDialog(/^(Ausweis verknüpfen|Link a badge)$/)
  expect(complaints).toEqual([])
}, 120_000)

test('what is to be touched is at least 48 px in both directions, on the board and in its dialogs', async () => {
  await setPin('t.krueger')
  const { page } = await openKiosk(browser, demo.url, { viewport: { width: 1280, height: 720 } })
  const tooSmall = () =>
    page.evaluate<string[]>(
      `[...document.querySelectorAll('button')].map((button) => [button, button.getBoundingClientRect()])
        .filter(([button, { width, height }]) => height > 0 && Math.min(width, height) < 48 && !button.closest('article'))
        .map(([button, { width, height }]) => (button.ariaLabel ?? button.textContent) + ' ' + width + '×' + height)`,
    )
  // A tile is one button as large as itself.
  expect((await page.getByRole('article').first().boundingBox())?.height).toBeGreaterThanOrEqual(48)
  expect(await tooSmall()).toEqual([])
  await page.getByRole('button', { name: 'Anmelden' }).click()
  await page.locator('.hg-button').first().waitFor()
  expect(await tooSmall()).toEqual([])
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await signInAtKiosk(page, 't.krueger')
  expect(await tooSmall()).toEqual([])
  await page.getByRole('button', { name: /^Prusa MINI/ }).click()
  await page.getByRole('dialog').waitFor()
  expect(await tooSmall()).toEqual([])
})

keyTests({ browser: () => browser, demo: () => demo, setPin })
ruleTests({ browser: () => browser, demo: () => demo, setPin })
paperTests({ browser: () => browser, demo: () => demo, setPin, pin: PIN })

test('who used a printer without booking says so at the kiosk', async () => {
  await setPin('azubi')
  const { page, complaints, admin } = await openKiosk(browser, demo.url)
  const open = async () =>
    (await admin.send('GET', '/api/incidents?open=true')).items.find(
      ({ kind, printerId }: any) => kind === 'unbooked_use' && printerId === 'prusa-xl',
    )
  await vi.waitUntil(open, { timeout: 75_000, interval: 500 })
  await signInAtKiosk(page, 'azubi')
  await page.getByRole('button', { name: 'Prusa XL' }).click()
  await page.getByRole('button', { name: 'Das war ich' }).click()
  await page.getByText('Danke, jetzt wissen wir Bescheid.').waitFor()
  expect(await open()).toMatchObject({ claimedBy: 'demo-azubi' })
  expect(complaints).toEqual([])
}, 120_000)

test('without a code the display says how to enrol it', async () => {
  const { page, complaints } = await visit(browser, { viewport: { width: 1080, height: 1920 } })
  await page.goto(`${demo.url}/kiosk`)
  await page.getByText('Diese Anzeige ist noch nicht freigeschaltet').waitFor()
  expect(await findingsInEveryLook(page)).toEqual([])
  expect(complaints).toEqual([])
})
