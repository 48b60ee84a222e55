import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { findingsInEveryLook } from './support/barriers.ts'
import { type Demo, startDemo } from './support/demo.ts'
import { settled } from './support/settled.ts'
import { signIn, visit } from './support/visitor.ts'

let browser: Browser
let demo: Demo
beforeAll(async () => {
  ;[browser, demo] = await Promise.all([launchBrowser(), startDemo()])
}, 180_000)
afterAll(() => Promise.all([browser?.close(), demo?.stop()]), 30_000)

const listsWithPages = ['/manage/people', '/manage/printers', '/manage/plugs']

const pages = [
  '/plan',
  '/plan?view=week',
  '/plan?view=month',
  '/plan?view=list',
  '/reservations',
  '/notifications',
  '/account',
  '/menu',
  '/figures',
  '/training',
  '/training/record',
  '/training/evidence?qualificationId=demo-instruction-printer',
  '/faults',
  '/manage/maintenance',
  '/manage/approvals',
  '/manage/incidents',
  '/manage/people',
  '/manage/people/import',
  '/manage/cohorts',
  '/manage/qualifications',
  '/manage/printers',
  '/manage/plugs',
  '/manage/plugs/adopt',
  '/manage/kiosks',
  '/manage/closures',
  '/manage/costs',
  '/manage/costs/prices',
  '/manage/settings',
  '/manage/audit',
  '/manage/system',
]

const sizes = { de: { width: 1280, height: 900 }, en: { width: 360, height: 780 } }

/** Each in a window of its own, side by side: a page waits most of the time. */
const windows = 3

test('no page has a barrier that axe can see, in either language and colours, and nothing sticks out sideways', async () => {
  const admin = await visit(browser)
  await signIn(admin.page, demo.url, 'admin')
  const storageState = await admin.page.context().storageState()
  const faults: string[] = []
  const inspect = async (page: Page, where: string) => {
    await page.getByRole('heading', { level: 1 }).waitFor()
    await settled(page)
    faults.push(...(await findingsInEveryLook(page, sizes)).map((finding) => `${where}: ${finding}`))
  }
  const rest = [...pages]
  const walk = async () => {
    // Of its own browser profile: windows of the same one take over each other's language.
    const { page, complaints } = await visit(browser, { baseURL: demo.url, viewport: sizes.de, storageState })
    for (let path = rest.shift(); path !== undefined; path = rest.shift()) {
      await page.goto(path)
      await inspect(page, path)
      if (!listsWithPages.includes(path)) continue
      await page.getByRole('table').getByRole('link').first().click()
      await page.getByRole('heading', { level: 2 }).first().waitFor()
      await inspect(page, `${path}/:id`)
    }
    faults.push(...complaints)
  }
  await Promise.all(Array.from({ length: windows }, walk))
  expect(faults).toEqual([])
}, 240_000)
