import { once } from 'node:events'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ensureCertificates } from '../../host/certificates.ts'
import { folderForTest } from '../host/support/folder.ts'
import { launchBrowser } from '../support/browser.ts'
import { type Demo, startDemo } from './support/demo.ts'
import { openKiosk } from './support/kiosk.ts'
import { freestPrinter, signIn, visit } from './support/visitor.ts'

let browser: Browser
let demo: Demo
beforeAll(async () => {
  ;[browser, demo] = await Promise.all([launchBrowser(), startDemo()])
}, 180_000)
afterAll(() => Promise.all([browser?.close(), demo?.stop()]), 30_000)

/** A call as the portal's own code makes it. */
const call = (page: Page, method: string, path: string, body?: unknown) =>
  page.evaluate(
    async ([method, path, body]) => {
      const session = (await (await fetch('/api/auth/session')).json()) as { csrfToken: string }
      const answer = await fetch(path as string, {
        method: method as string,
        headers: { 'content-type': 'application/json', 'x-csrf-token': session.csrfToken },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const text = await answer.text()
      return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) }
    },
    [method, path, body] as const,
  )

/** A page on the same site (localhost) and another port: its requests carry even strict cookies. */
const startEvilSite = async (html: string) => {
  const { cert, key } = await ensureCertificates(join(folderForTest(), 'tls'), ['localhost'], new Date())
  const server = createServer({ cert, key }, (_, response) =>
    response.setHeader('content-type', 'text/html').end(html),
  ).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `https://localhost:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

test('a page of another origin writes and reads nothing, whatever it tries with the victim’s cookies', async () => {
  const { page } = await visit(browser, { baseURL: demo.url })
  await signIn(page, demo.url, 'ausbilder')
  const { id: printerId } = await freestPrinter(page)
  const from = new Date(Math.ceil(Date.now() / 300_000) * 300_000 + 86_400_000)
  const job = JSON.stringify({
    printerId,
    title: 'forged',
    startsAt: from.toISOString(),
    endsAt: new Date(from.getTime() + 1_800_000).toISOString(),
  })
  const evil = await startEvilSite(`<!doctype html>
    <form id="plain" method="post" enctype="text/plain" action="${demo.url}/api/jobs" target="frame">
      <input name='${job.replace(/}$/, ',"note":"').replaceAll("'", '&#39;')}' value='"}'></form>
    <form id="logout" method="post" action="${demo.url}/api/auth/logout" target="frame"></form>
    <iframe name="frame"></iframe>
    <iframe id="framed" src="${demo.url}/"></iframe>
    <script>
      const attempt = (path, init) => fetch('${demo.url}' + path, { credentials: 'include', ...init })
        .then((answer) => answer.type + ' ' + answer.status, () => 'blocked')
      window.attack = async () => {
        document.getElementById('plain').submit()
        document.getElementById('logout').submit()
        const json = { 'content-type': 'application/json' }
        const live = await new Promise((resolve) => {
          const socket = new WebSocket('${demo.url.replace('https', 'wss')}/api/live')
          socket.onopen = () => resolve('open')
          socket.onerror = () => resolve('blocked')
        })
        return {
          read: await attempt('/api/users'),
          write: await attempt('/api/jobs', { method: 'POST', headers: json, body: ${JSON.stringify(job)} }),
          blind: await attempt('/api/jobs', { method: 'POST', mode: 'no-cors', body: ${JSON.stringify(job)} }),
          live,
        }
      }
    </script>`)
  try {
    const attacker = await page.context().newPage()
    await attacker.goto(evil.url)
    const outcome = await attacker.evaluate('window.attack()')
    expect(outcome).toEqual({ read: 'blocked', write: 'blocked', blind: 'opaque 0', live: 'blocked' })
    await attacker.waitForLoadState('networkidle')
    // It does not get the portal into a frame either, to lay something over it.
    const framed = attacker.frameLocator('#framed').locator('main, form')
    expect(await framed.count()).toBe(0)

    const { body } = await call(page, 'GET', `/api/jobs?userId=me&from=${from.toISOString()}`)
    expect(JSON.stringify(body)).not.toContain('forged')
    expect((await call(page, 'GET', '/api/auth/session')).status).toBe(200)
  } finally {
    evil.stop()
  }
})

/** A workday's noon in three weeks: the demo's own reservations end before. */
const quietNoon = (): Date => {
  const day = new Date(Date.now() + 21 * 86_400_000)
  while ([0, 6].includes(day.getUTCDay())) day.setUTCDate(day.getUTCDate() + 1)
  day.setUTCHours(11, 0, 0, 0)
  return day
}

/** The portal's own pages, found by following its links; machines' pages are all alike. */
const MAX_PAGES = 36

/** What runs if anything on a page takes text for markup, a URL or a template. */
const XSS = `"><img src=x onerror=window.pwned=1><svg/onload=window.pwned=1>{{constructor.constructor('window.pwned=1')()}}`
const LINK = 'javascript:window.pwned=1//'

const mondayOf = (day: Date): string => {
  const monday = new Date(day.getTime() - ((day.getUTCDay() + 6) % 7) * 86_400_000)
  return monday.toISOString().slice(0, 10)
}

test('what people type is shown as they typed it, on every page, and nothing of it runs', {
  timeout: 180_000,
}, async () => {
  const { page, complaints } = await visit(browser, { baseURL: demo.url })
  await signIn(page, demo.url, 'admin')
  const { id: printerId } = await freestPrinter(page)
  const start = quietNoon()
  const at = (minutes: number) => new Date(start.getTime() + minutes * 60_000).toISOString()

  const writes = [
    await call(page, 'PATCH', '/api/settings', { siteName: XSS.slice(0, 80) }),
    await call(page, 'POST', '/api/users', {
      username: 'xss-person',
      displayName: XSS.slice(0, 80),
      role: 'apprentice',
    }),
    await call(page, 'POST', '/api/cohorts', { name: XSS.slice(0, 60) }),
    await call(page, 'POST', '/api/kiosks', { name: XSS.slice(0, 60) }),
    await call(page, 'PATCH', `/api/printers/${printerId}`, {
      name: XSS.slice(0, 60),
      manufacturer: LINK,
      model: XSS.slice(0, 60),
      location: XSS.slice(0, 60),
    }),
    await call(page, 'POST', '/api/jobs', {
      printerId,
      title: XSS.slice(0, 120),
      note: `${XSS}\n${LINK}`,
      startsAt: at(0),
      endsAt: at(30),
    }),
    await call(page, 'POST', '/api/closures', {
      reason: XSS.slice(0, 60),
      startsAt: at(600),
      endsAt: at(660),
    }),
    await call(page, 'POST', '/api/qualifications', { name: XSS.slice(0, 60), description: XSS }),
    await call(page, 'POST', '/api/cost-centres', { code: XSS.slice(0, 20), name: XSS.slice(0, 80) }),
    await call(page, 'POST', '/api/maintenance', {
      printerId,
      name: XSS.slice(0, 80),
      everyDays: 30,
      checklist: [XSS.slice(0, 120)],
    }),
    await call(page, 'PUT', '/api/figures/training-record', {
      week: mondayOf(new Date()),
      text: `${XSS}\n${LINK}`,
      version: 0,
    }),
  ]
  const instructions = (await call(page, 'GET', '/api/instructions')).body.items
  const report = await call(page, 'POST', `/api/printers/${printerId}/problems`, { text: XSS })
  writes.push(
    report,
    await call(page, 'POST', `/api/problems/${report.body.id}/answer`, { state: 'in_progress', answer: XSS }),
    await call(page, 'POST', `/api/instructions/${instructions[0].id}/texts`, {
      text: `# ${XSS}\n[x](${LINK})\n${XSS}`,
      signAgainBy: null,
    }),
  )
  const incident = (await call(page, 'GET', '/api/incidents?open=true')).body.items.find(
    ({ kind }: { kind: string }) => kind === 'fault_report',
  )
  const [plug] = (await call(page, 'GET', '/api/plugs')).body.items
  const second = await call(page, 'POST', '/api/jobs', {
    printerId,
    title: 'x',
    startsAt: at(60),
    endsAt: at(90),
  })
  const kiosk = await openKiosk(browser, demo.url)
  const wish = { printerId, name: XSS.slice(0, 80), purpose: XSS.slice(0, 120), minutes: 30 }
  writes.push(
    await call(page, 'POST', `/api/incidents/${incident.id}/resolve`, { resolution: XSS }),
    await call(page, 'PATCH', `/api/plugs/${plug.id}`, { name: XSS.slice(0, 60) }),
    await call(page, 'POST', `/api/jobs/${second.body.id}/cancel`, { reason: XSS }),
    await call(kiosk.page, 'POST', '/api/kiosk/guest-requests', wish),
    await call(page, 'POST', '/api/plugs/all-off', { reason: XSS }),
  )
  for (const { status, body } of writes.slice(-11)) expect(status, JSON.stringify(body)).toBeLessThan(300)
  for (const { status, body } of writes) expect([200, 201, 422], JSON.stringify(body)).toContain(status)
  expect(writes.filter(({ status }) => status < 300).length).toBeGreaterThanOrEqual(6)
  const job = writes.find(({ status, body }) => status === 201 && body.startedAt === null)?.body
  expect(job, 'the job that shows the texts').toBeDefined()

  const session = (await call(page, 'GET', '/api/auth/session')).body
  await call(page, 'PATCH', `/api/users/${session.user.id}`, { displayName: XSS.slice(0, 80) })
  const seen = new Set<string>()
  const open = ['/', '/menu', '/reservations', '/kiosk', `/jobs/${job.id}`]
  open.push('/training', '/training/record', `/faults/${report.body.id}`, '/manage/maintenance')
  open.push(
    '/manage/plugs',
    `/manage/plugs/${plug.id}`,
    '/manage/incidents',
    '/manage/audit',
    '/manage/approvals',
  )
  for (let path = open.shift(); path !== undefined && seen.size < MAX_PAGES; path = open.shift()) {
    if (seen.has(path)) continue
    seen.add(path)
    await page.goto(`${demo.url}${path}`)
    await page.waitForLoadState('networkidle')
    expect(await page.evaluate('window.pwned'), path).toBeUndefined()
    expect(await page.locator('img[src=x], svg[onload], a[href^="javascript:"]').count(), path).toBe(0)
    const links = await page
      .locator('a[href^="/"]')
      .evaluateAll((all: any[]) => all.map((one): string | null => one.getAttribute('href')))
    open.push(
      ...links.filter(
        (link): link is string => link !== null && !link.startsWith('/api') && link !== '/ca.crt',
      ),
    )
  }
  expect(seen.size).toBeGreaterThan(5)
  // The guest's wish and the stop are told at the kiosk.
  await kiosk.page.reload()
  await kiosk.page.getByRole('article').first().waitFor()
  expect(await kiosk.page.evaluate('window.pwned')).toBeUndefined()
  await call(page, 'POST', '/api/plugs/all-off/release')
  await page.goto(`${demo.url}/`)
  await page.getByText('onerror=window.pwned').first().waitFor({ state: 'attached' })
  // The kiosk page asks whether this device is a kiosk, and it is none.
  const isKioskAsked = (complaint: string) => complaint.endsWith(`status of 404 () ${demo.url}/api/kiosk`)
  expect(complaints.filter((complaint) => !isKioskAsked(complaint))).toEqual([])
})
