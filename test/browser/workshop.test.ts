import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { type Demo, startDemo } from './support/demo.ts'
import { bookNow, portalOf } from './support/kiosk.ts'
import { freestPrinter, readBoard, signIn, visit } from './support/visitor.ts'

let browser: Browser
let demo: Demo
beforeAll(async () => {
  ;[browser, demo] = await Promise.all([launchBrowser(), startDemo()])
}, 180_000)
afterAll(() => Promise.all([browser?.close(), demo?.stop()]), 30_000)

test('who books for now sees the printer start, and its plug is on; finishing sets it free', async () => {
  const { page, complaints } = await visit(browser, { baseURL: demo.url })
  await signIn(page, demo.url, 'azubi')
  const printer = await freestPrinter(page)
  const card = page.getByRole('article', { name: printer.name })

  await card.getByRole('button', { name: `Reservieren: ${printer.name}` }).click()
  const dialog = page.getByRole('dialog', { name: `${printer.name} reservieren` })
  await dialog.getByLabel('Was druckst du?').fill('Prüfkörper')
  await dialog.getByRole('button', { name: 'Reservieren', exact: true }).click()

  await dialog.waitFor({ state: 'hidden' })
  await card.getByText('In Betrieb').waitFor()
  await card.getByText('Prüfkörper').waitFor()
  const booked = (await readBoard(page)).printers.find(({ id }) => id === printer.id)
  expect(booked).toMatchObject({ power: { state: 'on' }, currentJob: { title: 'Prüfkörper' } })

  await page.getByRole('region', { name: 'Deine Reservierung läuft' }).getByRole('button').click()
  await page.getByRole('button', { name: 'Ja, beenden' }).click()
  await page.getByText('Reservierung beendet').waitFor()
  await card.getByText('In Betrieb').waitFor({ state: 'hidden' })
  expect(complaints).toEqual([])
})

test('the sticker on a machine leads to its booking dialog, also by way of signing in', async () => {
  const { page, complaints } = await visit(browser, { baseURL: demo.url })
  await signIn(page, demo.url, 'azubi2', '/book/prusa-xl')
  await page.getByRole('dialog', { name: 'Prusa XL reservieren' }).waitFor()
  expect(new URL(page.url()).pathname).toBe('/')

  // A sticker of a machine that is gone leads to the machines that are there.
  await page.goto(`${demo.url}/book/gone`)
  await page.getByRole('article', { name: 'Prusa XL' }).waitFor()
  expect(await page.getByRole('dialog').count()).toBe(0)
  expect(complaints).toEqual([])
})

test('a slot that somebody took meanwhile is refused with alternatives, one click away', async () => {
  const { page, complaints } = await visit(browser, { baseURL: demo.url })
  await signIn(page, demo.url, 'azubi')
  const printer = await freestPrinter(page)
  const rival = await visit(browser, { baseURL: demo.url })
  await signIn(rival.page, demo.url, 'azubi2')

  await page.getByRole('article', { name: printer.name }).getByRole('button').click()
  const dialog = page.getByRole('dialog')
  await dialog
    .getByText('In dieser Zeit ist nichts reserviert.')
    .or(dialog.getByText(/^Belegt:/))
    .waitFor({ state: 'attached' })

  await rival.page.getByRole('article', { name: printer.name }).getByRole('button').click()
  await rival.page.getByRole('dialog').getByRole('button', { name: 'Reservieren', exact: true }).click()
  await rival.page.getByText('Reserviert', { exact: true }).waitFor()

  await dialog.getByLabel('Was druckst du?').fill('Zweiter Versuch')
  await dialog.getByRole('button', { name: 'Reservieren', exact: true }).click()
  const refusal = dialog.getByRole('alert')
  await refusal.getByText('Die Zeit ist schon vergeben').waitFor()
  await refusal.getByRole('button').first().click()
  await refusal.waitFor({ state: 'hidden' })
  await dialog.getByRole('button', { name: 'Reservieren', exact: true }).click()
  await dialog.waitFor({ state: 'hidden' })

  await page.getByRole('link', { name: 'Meine Reservierungen' }).click()
  await page.getByText('Zweiter Versuch', { exact: true }).waitFor()
  expect([...complaints, ...rival.complaints]).toEqual([])
})

test('a reservation for later can be cancelled again, after being asked', async () => {
  const { page, complaints } = await visit(browser, { baseURL: demo.url })
  await signIn(page, demo.url, 'azubi')
  const printer = await freestPrinter(page)
  await page.getByRole('article', { name: printer.name }).getByRole('button').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Später', { exact: true }).click()
  await dialog.getByLabel('Was druckst du?').fill('Später Druck')
  await dialog.getByRole('button', { name: 'Reservieren', exact: true }).click()
  await dialog.waitFor({ state: 'hidden' })

  await page.getByRole('link', { name: 'Meine Reservierungen' }).click()
  await page.getByRole('button', { name: /Stornieren: Später Druck/ }).click()
  await page.getByRole('button', { name: 'Ja, stornieren' }).click()
  await page.getByText('Reservierung storniert').waitFor()
  await page.getByRole('button', { name: /Stornieren: Später Druck/ }).waitFor({ state: 'hidden' })
  expect(complaints).toEqual([])
})

test('every page says since when the server is silent, and hears of changes without a live connection', async () => {
  const { page, complaints } = await visit(browser, { baseURL: demo.url })
  await page.routeWebSocket('**/api/live', (socket) => socket.close())
  await signIn(page, demo.url, 'azubi')
  const printer = await freestPrinter(page)
  const me = await portalOf(browser, demo.url, 'azubi')
  const card = page.getByRole('article', { name: printer.name })
  await card.waitFor()
  const { id } = await bookNow(me, { printerId: printer.id, title: 'Ohne Leitung', minutes: 30 })
  await card.getByText('Ohne Leitung').waitFor({ timeout: 15_000 })
  await me.send('POST', `/api/jobs/${id}/finish`, {})

  await page.clock.install()
  await page.goto('/account')
  await page.getByText('Dieses Gerät').waitFor()
  const lost = page.getByText(/^Keine Verbindung seit \d\d:\d\d\. Du siehst den letzten bekannten Stand\.$/)
  // The server takes the call and never answers.
  await page.route('**/api/board', () => undefined)
  await page.clock.fastForward(6_000)
  await page.clock.fastForward(15_000)
  await lost.waitFor({ timeout: 30_000 })
  await page.unroute('**/api/board')
  await lost.waitFor({ state: 'hidden', timeout: 45_000 })
  expect(complaints.filter((text) => !text.includes('/api/live'))).toEqual([])
}, 120_000)

test('a wrong password is told in plain words, and nobody is signed in', async () => {
  const { page, complaints } = await visit(browser)
  await page.goto(demo.url)
  await page.getByLabel('Benutzername').fill('azubi')
  await page.getByLabel('Passwort', { exact: true }).fill('falsch')
  await page.getByRole('button', { name: 'Anmelden' }).click()
  await page.getByRole('alert').getByText('Name oder Passwort stimmt nicht').waitFor()
  expect(await page.getByRole('navigation').count()).toBe(0)
  expect(complaints).toEqual([])
})

test('who signs out leaves nothing on the screen for the next person', async () => {
  const { page, complaints } = await visit(browser)
  await signIn(page, demo.url, 'ausbilder', '/reservations')
  await page.getByRole('button', { name: /^Konto/ }).click()
  await page.getByRole('menuitem', { name: 'Abmelden' }).click()
  await page.getByRole('heading', { name: 'Anmelden' }).waitFor()
  await page.reload()
  await page.getByRole('heading', { name: 'Anmelden' }).waitFor()
  expect(complaints).toEqual([])
})

test('a password is changed by who knows it, and the new one is judged', async () => {
  const { page, complaints } = await visit(browser)
  await signIn(page, demo.url, 'ausbilder')
  await page.getByRole('button', { name: /^Konto/ }).click()
  await page.getByRole('menuitem', { name: 'Passwort ändern' }).click()
  await page.getByLabel('Bisheriges Passwort').fill('falsch geraten')
  await page.getByLabel('Neues Passwort', { exact: true }).fill('vier Pferde tanzen Walzer')
  await page.getByRole('button', { name: 'Passwort ändern' }).click()
  await page.getByText('Das Passwort ist falsch.').waitFor()
  await page.getByLabel('Bisheriges Passwort').fill('werkstatt-demo')
  await page.getByRole('button', { name: 'Passwort ändern' }).click()
  await page.getByText('Dein Passwort ist geändert.').waitFor()
  await page.getByRole('heading', { name: 'Drucker' }).waitFor()
  expect(complaints.filter((text) => !text.includes('422'))).toEqual([])
})

test('a guest sees no names and is offered nothing to book', async () => {
  const { page, complaints } = await visit(browser)
  await signIn(page, demo.url, 'gast')
  await page.getByRole('article').first().waitFor()
  expect(await page.getByRole('button', { name: /reservieren/i }).count()).toBe(0)
  expect(complaints).toEqual([])
})
