import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { findings } from './support/barriers.ts'
import { type Demo, startDemo } from './support/demo.ts'
import { freestPrinter, signIn, visit } from './support/visitor.ts'

let browser: Browser
let demo: Demo
beforeAll(async () => {
  ;[browser, demo] = await Promise.all([launchBrowser(), startDemo()])
}, 180_000)
afterAll(() => Promise.all([browser?.close(), demo?.stop()]), 30_000)

const looks = [
  { colorScheme: 'light', locale: 'de-DE' },
  { colorScheme: 'dark', locale: 'en-GB' },
] as const

describe.each(looks)('in $colorScheme and $locale', (look) => {
  test('signing in, overview, booking and own reservations have no barrier that axe can see', async () => {
    const { page, complaints } = await visit(browser, { baseURL: demo.url, ...look })
    await page.goto(demo.url)
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await findings(page)).toEqual([])

    await signIn(page, demo.url, 'azubi')
    const printer = await freestPrinter(page)
    const card = page.getByRole('article', { name: printer.name })
    await card.waitFor()
    expect(await findings(page)).toEqual([])

    await card.getByRole('button').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(/^(Später|Later)$/).click()
    await dialog.getByRole('spinbutton').first().waitFor()
    expect(await findings(page)).toEqual([])
    await page.keyboard.press('Escape')

    await page.goto(`${demo.url}/reservations`)
    await page.getByRole('list').first().waitFor()
    expect(await findings(page)).toEqual([])
    expect(complaints).toEqual([])
  })

  test('the kiosk has no barrier that axe can see', async () => {
    const { page, complaints } = await visit(browser, { viewport: { width: 1920, height: 1080 }, ...look })
    await page.goto(`${demo.url}/kiosk`)
    await page.getByRole('main').waitFor()
    expect(await findings(page)).toEqual([])
    expect(complaints).toEqual([])
  })
})

test('a reservation can be made with the keyboard alone', async () => {
  const { page, complaints } = await visit(browser, { baseURL: demo.url })
  await page.goto(demo.url)
  await page.getByLabel('Benutzername').waitFor()
  await page.keyboard.type('azubi2')
  await page.keyboard.press('Tab')
  await page.keyboard.type('werkstatt-demo')
  await page.keyboard.press('Enter')
  const printer = await freestPrinter(page)
  const button = page.getByRole('button', { name: `Reservieren: ${printer.name}` })
  await button.waitFor()
  for (let presses = 0; presses < 40 && !(await isFocused(button)); presses += 1)
    await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor()
  await page.keyboard.type('Nur Tasten')
  await page.keyboard.press('Enter')
  await page.getByText('Reserviert', { exact: true }).waitFor()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await vi.waitFor(async () => expect(await isFocused(button)).toBe(true))
  expect(complaints).toEqual([])
})

const isFocused = (element: ReturnType<Page['getByRole']>): Promise<boolean> =>
  element.evaluate((node: any) => node.ownerDocument.activeElement === node)

test('language and colours are kept, and follow the choice at once', async () => {
  const { page, complaints } = await visit(browser)
  await signIn(page, demo.url, 'azubi')
  const open = () =>
    page.getByRole('button', { name: /^(Sprache und Aussehen|Language and appearance)$/ }).click()
  await open()
  await page.getByRole('menuitemradio', { name: 'English' }).click()
  await page.getByRole('heading', { name: 'Printers' }).waitFor()
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

test('the overview loads at most 200 KB of compressed scripts', async () => {
  const { page } = await visit(browser)
  await signIn(page, demo.url, 'azubi')
  // A pointer that rests on a button would fetch the booking dialog ahead.
  await page.mouse.move(0, 0)
  await page.reload()
  await page.getByRole('article').first().waitFor()
  const scripts = await page.evaluate<{ name: string; bytes: number }[]>(
    `performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js')).map(({ name, encodedBodySize: bytes }) => ({ name, bytes }))`,
  )
  const bytes = scripts.reduce((sum, script) => sum + script.bytes, 0)
  expect(bytes, JSON.stringify(scripts)).toBeLessThanOrEqual(200_000)
})
