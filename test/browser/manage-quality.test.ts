import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { findingsInEveryLook, languages, speak } from './support/barriers.ts'
import { type Demo, startDemo } from './support/demo.ts'
import { pages } from './support/pages.ts'
import { settled } from './support/settled.ts'
import { shiftsOf, watchShifts } from './support/shifts.ts'
import { signIn, type Visitor, visit } from './support/visitor.ts'

let browser: Browser
let demo: Demo
beforeAll(async () => {
  ;[browser, demo] = await Promise.all([launchBrowser(), startDemo()])
}, 180_000)
afterAll(() => Promise.all([browser?.close(), demo?.stop()]), 30_000)

const sizes = { de: { width: 1280, height: 900 }, en: { width: 360, height: 780 } }

/** Each in a window of its own, side by side: a page waits most of the time. */
const windows = 3

/** From 0.1 on it counts as poor. What is left is a table's columns that find their widths. */
const MOST_SHIFT = 0.01

/** Shows every page to an admin, a few at a time. Each window is of its own profile: windows of the same one take over each other's language. */
async function inWindows(look: (visitor: Visitor, path: string) => Promise<void>): Promise<void> {
  const admin = await visit(browser)
  await signIn(admin.page, demo.url, 'admin')
  const storageState = await admin.page.context().storageState()
  const rest = [...pages]
  const walk = async () => {
    const visitor = await visit(browser, { baseURL: demo.url, viewport: sizes.de, storageState })
    await watchShifts(visitor.page.context())
    for (let path = rest.shift(); path !== undefined; path = rest.shift()) await look(visitor, path)
  }
  await Promise.all(Array.from({ length: windows }, walk))
}

test('no page has a barrier that axe can see, in either language and colours, and nothing sticks out sideways', async () => {
  const faults: string[] = []
  const inspect = async (page: Page, where: string) => {
    await page.getByRole('heading', { level: 1 }).waitFor()
    await settled(page)
    faults.push(...(await findingsInEveryLook(page, sizes)).map((finding) => `${where}: ${finding}`))
  }
  await inWindows(async ({ page, complaints }, path) => {
    await page.goto(path)
    await inspect(page, path)
    faults.push(...complaints.splice(0))
  })
  expect(faults).toEqual([])
}, 240_000)

test('nothing moves by itself on any page, and on a phone nothing sticks out in either language', async () => {
  const faults: string[] = []
  await inWindows(async ({ page }, path) => {
    for (const size of [sizes.de, sizes.en]) {
      await page.setViewportSize(size)
      await page.goto(path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await settled(page)
      const { sum, what } = await shiftsOf(page)
      if (sum > MOST_SHIFT) faults.push(`${path} at ${size.width} px moves by ${sum}: ${what.join(' | ')}`)
    }
    for (const language of languages) {
      await speak(page, language)
      await settled(page)
      const overhang = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
      if (overhang > 0) faults.push(`${path} in ${language} sticks out by ${overhang} px`)
    }
    await speak(page, 'de')
  })
  expect(faults).toEqual([])
}, 120_000)
