import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { Secret, TOTP } from 'otpauth'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { findingsInEveryLook } from './support/barriers.ts'
import { type Demo, startDemo } from './support/demo.ts'
import { isFocused, press, tabTo } from './support/keys.ts'
import { bookNow, portalOf } from './support/kiosk.ts'
import { settled } from './support/settled.ts'
import { shiftsOf, watchShifts } from './support/shifts.ts'
import { freestPrinter, signIn, visit } from './support/visitor.ts'

let browser: Browser
let demo: Demo
beforeAll(async () => {
  ;[browser, demo] = await Promise.all([launchBrowser(), startDemo()])
}, 180_000)
afterAll(() => Promise.all([browser?.close(), demo?.stop()]), 30_000)

test('signing in, overview, booking, one’s reservations and account have no barrier that axe can see', async () => {
  const { page, complaints } = await visit(browser, { baseURL: demo.url })
  await page.goto(demo.url)
  await page.getByRole('heading', { level: 1 }).waitFor()
  expect(await findingsInEveryLook(page)).toEqual([])

  await signIn(page, demo.url, 'azubi')
  const printer = await freestPrinter(page)
  const card = page.getByRole('article', { name: printer.name })
  await card.waitFor()
  expect(await findingsInEveryLook(page)).toEqual([])

  await card.getByRole('button').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Später', { exact: true }).click()
  await dialog.getByRole('spinbutton').first().waitFor()
  expect(await findingsInEveryLook(page)).toEqual([])
  await page.keyboard.press('Escape')

  await page.goto(`${demo.url}/reservations`)
  await page.getByRole('list').first().waitFor()
  expect(await findingsInEveryLook(page)).toEqual([])
  await page.goto(`${demo.url}/account`)
  await page.getByText('Dieses Gerät').waitFor()
  expect(await findingsInEveryLook(page)).toEqual([])
  expect(complaints).toEqual([])
}, 120_000)

test('with the keyboard alone: sign in, book, extend and cancel', async () => {
  const { page, complaints } = await visit(browser, { baseURL: demo.url })
  await page.goto(demo.url)
  await page.getByLabel('Benutzername').waitFor()
  await page.keyboard.type('azubi2')
  await page.keyboard.press('Tab')
  await page.keyboard.type('werkstatt-demo')
  await page.keyboard.press('Enter')
  const printer = await freestPrinter(page)
  const button = page.getByRole('button', { name: `Reservieren: ${printer.name}` })
  await press(page, button)
  await page.getByRole('dialog').waitFor()
  await press(page, page.getByRole('radio', { name: 'Jetzt', exact: true }), 'ArrowRight', 'Shift+Tab')
  const title = page.getByLabel('Was druckst du?')
  await tabTo(page, title)
  await page.keyboard.type('Nur Tasten')
  await page.keyboard.press('Enter')
  await page.getByText('Reserviert', { exact: true }).waitFor()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await vi.waitFor(async () => expect(await isFocused(button)).toBe(true))

  await press(page, page.getByRole('link', { name: 'Meine Reservierungen' }), 'Enter', 'Shift+Tab')
  await press(page, page.getByRole('link', { name: 'Nur Tasten' }))
  await page.getByRole('heading', { level: 1, name: 'Nur Tasten' }).waitFor()
  await press(page, page.getByRole('button', { name: 'Verlängern' }))
  await press(page, page.getByRole('button', { name: /^Bis .* verlängern/ }))
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await press(page, page.getByRole('button', { name: /Stornieren/ }))
  await press(page, page.getByRole('button', { name: 'Ja, stornieren' }))
  await page.getByText('Storniert', { exact: true }).waitFor()
  expect(complaints).toEqual([])
})

test('two steps to sign in: set up with the app, used with its code and with a recovery code, switched off', async () => {
  const { page, complaints } = await visit(browser, { baseURL: demo.url })
  await signIn(page, demo.url, 'ausbilder', '/account')
  const panel = page.getByRole('region', { name: 'Anmeldung in zwei Schritten' })
  const dialog = page.getByRole('dialog')
  const expectNoBarrier = async () => expect(await findingsInEveryLook(page)).toEqual([])
  const givePassword = async (button: string) => {
    await dialog.getByLabel('Dein Passwort').fill('werkstatt-demo')
    await dialog.getByRole('button', { name: button }).click()
  }
  await panel.getByRole('button', { name: 'Einrichten' }).click()
  await givePassword('Weiter')
  const secret = Secret.fromBase32((await dialog.getByLabel('Schlüssel').innerText()).replaceAll(' ', ''))
  await dialog.getByRole('img', { name: /^QR-Code/ }).waitFor()
  await expectNoBarrier()
  const setUpAt = Date.now()
  const codeAt = (timestamp: number) => new TOTP({ secret }).generate({ timestamp })
  await dialog.getByLabel('Code aus der App').fill(codeAt(setUpAt))
  await dialog.getByRole('button', { name: 'Einschalten' }).click()
  const list = dialog.getByRole('region', { name: 'Ersatzcodes' }).getByRole('listitem')
  await list.first().waitFor()
  const codes = await list.allInnerTexts()
  expect(codes).toHaveLength(10)
  await expectNoBarrier()
  await page.keyboard.press('Escape')
  await dialog.getByText('Bewahre die Codes erst auf').waitFor()
  await dialog.getByLabel('Ich habe die Codes aufbewahrt').check()
  await dialog.getByRole('button', { name: 'Fertig' }).click()
  await panel.getByText('Du hast noch 10 Ersatzcodes.').waitFor()

  const signInWith = async (code: string) => {
    await page.context().clearCookies()
    await page.goto(`${demo.url}/account`)
    await page.getByLabel('Benutzername').fill('ausbilder')
    await page.getByLabel('Passwort', { exact: true }).fill('werkstatt-demo')
    await page.keyboard.press('Enter')
    const field = page.getByLabel('Code', { exact: true })
    await field.waitFor()
    expect(await isFocused(field)).toBe(true)
    await expectNoBarrier()
    await page.keyboard.type(code)
    await page.keyboard.press('Enter')
  }
  // A code is good once, and half a minute early or late: the next one is good already.
  await signInWith(codeAt(setUpAt + 30_000))
  await panel.getByText('Du hast noch 10 Ersatzcodes.').waitFor()
  await signInWith('000000')
  await page.getByText('Der Code oder das Passwort stimmt nicht').waitFor()
  await page.getByLabel('Code', { exact: true }).fill(codes[0] ?? '')
  await page.keyboard.press('Enter')
  await panel.getByText('Du hast noch 9 Ersatzcodes.').waitFor()

  await panel.getByRole('button', { name: 'Ausschalten' }).click()
  await givePassword('Ausschalten')
  await panel.getByRole('button', { name: 'Einrichten' }).waitFor()
  expect(complaints).toEqual([])
})

test('language and colours are kept, and follow the choice at once, in other windows too', async () => {
  const { page, complaints } = await visit(browser)
  await signIn(page, demo.url, 'azubi')
  const open = () =>
    page.getByRole('button', { name: /^(Sprache und Aussehen|Language and appearance)$/ }).click()
  await open()
  const other = await page.context().newPage()
  await other.goto(demo.url)
  await other.getByRole('heading', { name: 'Drucker' }).waitFor()
  await page.getByRole('menuitemradio', { name: 'English' }).click()
  await page.getByRole('heading', { name: 'Printers' }).waitFor()
  await other.getByRole('heading', { name: 'Printers' }).waitFor()
  await page.getByRole('menuitemradio', { name: 'Dark' }).click()
  await page.reload()
  await page.getByRole('heading', { name: 'Printers' }).waitFor()
  expect(await page.locator('html').getAttribute('lang')).toBe('en')
  expect(await page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark')
  expect(complaints).toEqual([])
})

test.each([360, 768, 1280, 3840])('nothing sticks out sideways at %d px', async (width) => {
  const { page } = await visit(browser, { viewport: { width, height: 900 } })
  await signIn(page, demo.url, 'azubi')
  await page.getByRole('article').first().waitFor()
  expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
})

test.each([
  ['overview', '/', 'article'],
  ['plan', '/plan', '[data-job]'],
])('nothing on the %s moves once it is there', async (_name, path, content) => {
  const { page } = await visit(browser, { viewport: { width: 412, height: 823 } })
  await signIn(page, demo.url, 'azubi', path)
  await watchShifts(page.context())
  await page.reload()
  await page.locator(content).first().waitFor()
  const { sum, what } = await shiftsOf(page)
  expect(sum, what.join(' | ')).toBeLessThan(0.02)
})

test('the portal can be installed like an app', async () => {
  const { page } = await visit(browser, { baseURL: demo.url })
  await signIn(page, demo.url, 'azubi')
  const tools = await page.context().newCDPSession(page)
  const manifest = await tools.send('Page.getAppManifest')
  expect(manifest.errors).toEqual([])
  expect(JSON.parse(manifest.data ?? '')).toMatchObject({ display: 'standalone', start_url: '/' })
  expect((await tools.send('Page.getInstallabilityErrors')).installabilityErrors).toEqual([])
})

test('the overview loads at most 200 KB of scripts, as gzip packs them', async () => {
  const { page } = await visit(browser, { baseURL: demo.url })
  await signIn(page, demo.url, 'azubi')
  const { id: printerId } = await freestPrinter(page)
  await bookNow(await portalOf(browser, demo.url, 'azubi'), { printerId, title: 'Eigenes', minutes: 30 })
  // A pointer that rests on a button would fetch the booking dialog ahead.
  await page.mouse.move(0, 0)
  await page.reload()
  await page.getByRole('article').first().waitFor()
  // One's own reservation brings buttons, and what is loaded for them comes after the cards.
  await page.getByRole('button', { name: /^(Beenden|Stornieren): / }).waitFor()
  await settled(page)
  const paths = await page.evaluate<string[]>(
    `performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname).filter((path) => path.endsWith('.js'))`,
  )
  const scripts = paths.map((path) => ({ path, bytes: gzipSync(readFileSync(`dist/public${path}`)).length }))
  const bytes = scripts.reduce((sum, script) => sum + script.bytes, 0)
  expect(bytes, JSON.stringify(scripts.toSorted((a, b) => b.bytes - a.bytes))).toBeLessThanOrEqual(200_000)
})
