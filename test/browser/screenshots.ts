import { mkdirSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../support/browser.ts'
import { type Demo, startDemo } from './support/demo.ts'
import { portalOf, tapDigits } from './support/kiosk.ts'
import { pages } from './support/pages.ts'
import { signInByForm } from './support/sign-in-form.ts'

// `npm run screenshots` writes pictures for README and handbook into docs/images.
// `npm run screenshots -- FOLDER` writes every page into a folder, to look at: wide and on a phone, in both
// languages and colours, and the kiosk on a large and a small screen.

const [chosenFolder] = process.argv.slice(2)
const folder = chosenFolder ?? 'docs/images'

const sizes = {
  desktop: { width: 1280, height: 800 },
  phone: { width: 390, height: 844 },
  kiosk: { width: 1920, height: 1080 },
  smallKiosk: { width: 1280, height: 800 },
}

type Shot = {
  name: string
  path: string
  user?: string
  size?: keyof typeof sizes
  isDark?: boolean
  language?: 'de' | 'en'
  ready?: string
}

/** A page is ready when this is there: something that comes with its data. */
const card = 'article'
const jobLink = 'a[href^="/jobs/"]'

const shots: Shot[] = [
  { name: 'sign-in', path: '/' },
  { name: 'overview', path: '/', user: 'azubi', ready: card },
  { name: 'overview-dark', path: '/', user: 'azubi', ready: card, isDark: true },
  { name: 'overview-phone', path: '/', user: 'azubi', ready: card, size: 'phone' },
  { name: 'plan-day', path: '/plan', user: 'azubi', ready: jobLink },
  { name: 'plan-week', path: '/plan?view=week', user: 'ausbilder', ready: jobLink },
  { name: 'plan-month', path: '/plan?view=month', user: 'azubi', ready: 'td a' },
  { name: 'plan-list-phone', path: '/plan?view=list', user: 'azubi', ready: jobLink, size: 'phone' },
  { name: 'reservations', path: '/reservations', user: 'azubi', ready: jobLink },
  { name: 'account', path: '/account', user: 'azubi', ready: 'li' },
  { name: 'messages', path: '/notifications', user: 'azubi' },
  { name: 'printers', path: '/manage/printers', user: 'admin', ready: 'table' },
  { name: 'plugs', path: '/manage/plugs', user: 'admin', ready: 'table' },
  { name: 'people', path: '/manage/people', user: 'admin', ready: 'table' },
  { name: 'incidents', path: '/manage/incidents', user: 'ausbilder' },
  { name: 'instructions', path: '/manage/qualifications', user: 'ausbilder', ready: 'table' },
  { name: 'maintenance', path: '/manage/maintenance', user: 'ausbilder', ready: '[role=progressbar]' },
  { name: 'training-phone', path: '/training', user: 'azubi', ready: 'main li', size: 'phone' },
  { name: 'adopt-plug', path: '/manage/plugs/adopt', user: 'admin' },
  { name: 'import-people', path: '/manage/people/import', user: 'admin' },
  { name: 'figures', path: '/figures', user: 'ausbilder', ready: '.recharts-surface' },
  { name: 'figures-phone', path: '/figures', user: 'azubi', ready: '.recharts-surface', size: 'phone' },
  { name: 'costs', path: '/manage/costs', user: 'admin', ready: 'table' },
  { name: 'settings', path: '/manage/settings', user: 'admin', ready: 'form' },
  { name: 'audit', path: '/manage/audit', user: 'admin', ready: 'table' },
  { name: 'system', path: '/manage/system', user: 'admin', ready: 'table' },
  { name: 'menu-phone', path: '/menu', user: 'admin', size: 'phone' },
  { name: 'kiosk', path: '/kiosk#token=demo-kiosk', size: 'kiosk', ready: card },
]

async function open(
  browser: Browser,
  demo: Demo,
  { user, size = 'desktop', isDark = false, language = 'de' }: Shot,
) {
  const context = await browser.newContext({
    baseURL: demo.url,
    ignoreHTTPSErrors: true,
    locale: language === 'de' ? 'de-DE' : 'en-GB',
    timezoneId: 'Europe/Berlin',
    viewport: sizes[size],
    colorScheme: isDark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  if (user) await signInByForm(page, demo.url, user)
  return page
}

async function take(page: Page, name: string, ready = 'h1, main') {
  await page.locator(ready).first().waitFor({ state: 'visible' })
  // What still loads says so; the pictures show what is there after it.
  await page.locator('[role=status][aria-label]').first().waitFor({ state: 'detached' })
  await page.screenshot({ path: `${folder}/${name}.png` })
}

/** Two pictures that need more than an address: a reservation being made, and one that is over. */
async function takeBooking(browser: Browser, demo: Demo) {
  const page = await open(browser, demo, { name: 'booking', path: '/', user: 'ausbilder' })
  await page
    .getByRole('button', { name: /reservieren/i })
    .first()
    .click()
  await page.getByRole('dialog').getByText('Später', { exact: true }).click()
  await take(page, 'booking', '[role=dialog]')
  const answer = await page.request.get('/api/jobs?status=finished&sort=-startsAt&limit=1')
  const { items } = (await answer.json()) as { items: { id: string }[] }
  await page.goto(`/jobs/${items[0]?.id}`)
  await take(page, 'job', 'figure')
  await page.context().close()
}

/** Every page as an admin sees it, in one window per look. */
async function takeEveryPage(browser: Browser, demo: Demo) {
  const looks = [
    { size: 'desktop', language: 'de', isDark: false },
    { size: 'desktop', language: 'en', isDark: true },
    { size: 'phone', language: 'de', isDark: true },
    { size: 'phone', language: 'en', isDark: false },
  ] as const
  for (const look of looks) {
    const page = await open(browser, demo, { name: '', path: '/', user: 'admin', ...look })
    for (const path of pages) {
      await page.goto(path)
      const name = path.replace(/\W+/g, '-').replace(/^-/, '') || 'overview'
      await take(page, `${name}-${look.size}-${look.language}${look.isDark ? '-dark' : ''}`, 'h1')
    }
    await page.context().close()
  }
}

/** Each screen is enrolled by a code of its own, as people do it. */
async function takeKiosks(browser: Browser, demo: Demo) {
  const admin = await portalOf(browser, demo.url, 'admin')
  for (const size of ['kiosk', 'smallKiosk'] as const) {
    const { code } = await admin.send('POST', '/api/kiosks', { name: size })
    const page = await open(browser, demo, { name: '', path: '/kiosk', size })
    await page.goto('/kiosk')
    await take(page, `${size}-enrolment`, 'button')
    await tapDigits(page, code)
    await take(page, `${size}-board`, card)
    await page.locator(card).first().click()
    await take(page, `${size}-printer`, '[role=dialog]')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Anmelden' }).click()
    await take(page, `${size}-sign-in`, '[role=dialog]')
    await page.context().close()
  }
}

async function takeAll(list: Shot[], browser: Browser, demo: Demo) {
  for (const shot of list) {
    const page = await open(browser, demo, shot)
    await page.goto(shot.path)
    await take(page, shot.name, shot.ready)
    await page.context().close()
  }
}

mkdirSync(folder, { recursive: true })
const [browser, demo] = await Promise.all([launchBrowser(), startDemo()])
try {
  if (chosenFolder === undefined) {
    await takeAll(shots, browser, demo)
    await takeBooking(browser, demo)
  } else {
    await takeEveryPage(browser, demo)
    await takeKiosks(browser, demo)
  }
} finally {
  await Promise.all([browser.close(), demo.stop()])
}
