import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { findings } from './support/barriers.ts'
import { type Demo, startDemo } from './support/demo.ts'
import { settled } from './support/settled.ts'
import { signIn, visit } from './support/visitor.ts'

let browser: Browser
let demo: Demo
beforeAll(async () => {
  ;[browser, demo] = await Promise.all([launchBrowser(), startDemo()])
}, 180_000)
afterAll(() => Promise.all([browser?.close(), demo?.stop()]), 30_000)

const pages = [
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

const looks = [
  { colorScheme: 'light', locale: 'de-DE', viewport: { width: 1280, height: 900 } },
  { colorScheme: 'dark', locale: 'en-GB', viewport: { width: 360, height: 780 } },
] as const

describe.each(looks)('in $colorScheme, $locale and $viewport.width px', (look) => {
  test('the administration has no barrier that axe can see, and nothing sticks out sideways', async () => {
    const { page, complaints } = await visit(browser, { baseURL: demo.url, ...look })
    await signIn(page, demo.url, 'admin')
    const faults: string[] = []
    const inspect = async (where: string) => {
      await page.getByRole('heading', { level: 1 }).waitFor()
      await settled(page)
      faults.push(...(await findings(page)).map((finding) => `${where}: ${finding}`))
      const overhang = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
      if (overhang > 0) faults.push(`${where}: sticks out by ${overhang} px`)
    }
    for (const path of pages) {
      await page.goto(path)
      await inspect(path)
    }
    for (const list of ['/manage/people', '/manage/printers', '/manage/plugs']) {
      await page.goto(list)
      await page.getByRole('table').getByRole('link').first().click()
      await page.getByRole('heading', { level: 2 }).first().waitFor()
      await inspect(`${list}/:id`)
    }
    expect(faults).toEqual([])
    expect(complaints).toEqual([])
  }, 180_000)
})
