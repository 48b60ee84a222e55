import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { onTestFinished, vi } from 'vitest'
import { watchRequests } from './settled.ts'

/** What people see, and everything the browser complained about meanwhile. */
export type Visitor = { page: Page; complaints: string[] }

/** An answer the page reckons with: nobody is signed in yet, or somebody else has the slot. */
const expected = /status of (401|409)/

/**
 * A browser window of its own. The test fails by itself if a script throws, the console shows an error, or
 * the content security policy is violated: read `complaints`.
 */
export async function visit(browser: Browser, options: BrowserContextOptions = {}): Promise<Visitor> {
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    locale: 'de-DE',
    timezoneId: 'Europe/Berlin',
    viewport: { width: 1280, height: 900 },
    reducedMotion: 'reduce',
    ...options,
  })
  onTestFinished(() => context.close())
  const complaints: string[] = []
  const page = await context.newPage()
  watchRequests(page)
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    const text = message.text()
    if (message.type() === 'error' && !expected.test(text))
      complaints.push(`${text} ${message.location().url}`)
  })
  await page.addInitScript(
    `addEventListener('securitypolicyviolation', (event) => console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI))`,
  )
  return { page, complaints }
}

/** Opens a page signed in. The form itself is tested by those who type their names. */
export async function signIn(page: Page, url: string, username: string, path = '/'): Promise<void> {
  const login = { username, password: 'werkstatt-demo' }
  // On a machine with too much to do, the gateway asks to come back in a moment.
  await vi.waitFor(
    async () => {
      const answer = await page.request.post(`${url}/api/auth/login`, { data: login })
      if (!answer.ok()) throw new Error(`sign-in of ${username}: ${answer.status()} ${await answer.text()}`)
    },
    { timeout: 20_000, interval: 1_000 },
  )
  // As the form leaves it: that there may be a session to ask for.
  await page.addInitScript(`localStorage.setItem('myp-signed-in', 'yes')`)
  await page.goto(`${url}${path}`)
  await page.getByRole('navigation').first().waitFor()
}

type Board = {
  printers: {
    id: string
    name: string
    power: { state: string } | null
    currentJob: { title: string } | null
    nextJob: { startsAt: string } | null
  }[]
}

/** The board as the page's own session gets it. */
export const readBoard = async (page: Page): Promise<Board> =>
  (await page.request.get('/api/board')).json() as Promise<Board>

/**
 * The printer that stays free longest, whatever the demo's seed holds at this hour. Waits for the plugs'
 * first readings: a printer whose plug has not answered yet is not known to be free.
 */
export const freestPrinter = (page: Page): Promise<{ id: string; name: string }> =>
  vi.waitFor(async () => longestFree(await readBoard(page)), { timeout: 30_000, interval: 250 })

/** The resin printer asks for an instruction that not everybody holds, the large one for approval past midnight. */
const PARTICULAR = ['anycubic-photon', 'prusa-xl']

function longestFree({ printers }: Board) {
  const [freest] = printers
    .filter(({ currentJob, power }) => currentJob === null && power?.state === 'off')
    .sort((a, b) => (b.nextJob?.startsAt ?? '9').localeCompare(a.nextJob?.startsAt ?? '9'))
    .sort((a, b) => Number(PARTICULAR.includes(a.id)) - Number(PARTICULAR.includes(b.id)))
  if (!freest) throw new Error('no printer is free')
  return freest
}
