import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { findings } from './support/barriers.ts'
import { type Demo, startDemo } from './support/demo.ts'
import { portalOf } from './support/kiosk.ts'
import { signIn, visit } from './support/visitor.ts'

let browser: Browser
let demo: Demo
beforeAll(async () => {
  ;[browser, demo] = await Promise.all([launchBrowser(), startDemo()])
}, 180_000)
afterAll(() => Promise.all([browser?.close(), demo?.stop()]), 30_000)

/** A Saturday after a week: the demo books workdays only, so every printer is free, and the clocks stay. */
const freeDay = () => {
  const day = new Date(Date.now() + 7 * 86_400_000)
  day.setDate(day.getDate() + ((13 - day.getDay()) % 7))
  return day.toISOString().slice(0, 10)
}

const track = (page: Page, row: number) => page.locator('[data-printer]').nth(row)

/** Where an hour of the day lies on a row, brought into view. */
async function placeOf(page: Page, row: number, hour: number) {
  await page
    .getByRole('region', { name: 'Drucker und Reservierungen' })
    .evaluate((element: any) => element.scrollTo({ left: 500 }))
  const box = await track(page, row).boundingBox()
  if (!box) throw new Error('the row is not shown')
  return { x: box.x + (box.width * hour) / 24, y: box.y + box.height / 2 }
}

async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }) {
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2)
  await page.mouse.move(to.x, to.y)
  await page.mouse.up()
}

async function bookByDragging(page: Page, row: number, from: number, to: number, title: string) {
  await track(page, row).waitFor()
  await drag(page, await placeOf(page, row, from), await placeOf(page, row, to))
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Was druckst du?').fill(title)
  await dialog.getByRole('button', { name: 'Reservieren', exact: true }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page
    .getByRole('link', { name: new RegExp(title) })
    .first()
    .waitFor()
}

test('who drags over free time books it, moves it by dragging, and cancels it on its page', async () => {
  const { page, complaints } = await visit(browser, { baseURL: demo.url })
  await signIn(page, demo.url, 'ausbilder', `/plan?view=day&date=${freeDay()}`)
  await bookByDragging(page, 1, 10, 12, 'Ziehstück')
  const job = track(page, 1).getByRole('link', { name: /Ziehstück/ })
  expect(await job.getAttribute('aria-label')).toContain('10:00 – 12:00')

  await drag(page, await placeOf(page, 1, 11), await placeOf(page, 2, 14))
  const change = page.getByRole('dialog', { name: 'Reservierung ändern' })
  await change.getByRole('button', { name: 'Speichern' }).click()
  await change.waitFor({ state: 'hidden' })
  const moved = track(page, 2).getByRole('link', { name: /Ziehstück/ })
  await moved.waitFor()
  expect(await moved.getAttribute('aria-label')).toContain('13:00 – 15:00')

  const edge = async (which: 'start' | 'end', hour: number) => {
    const box = await moved.locator('..').locator(`[data-edge=${which}]`).boundingBox()
    if (!box) throw new Error('the edge is not shown')
    const { x, y } = await placeOf(page, 2, hour)
    await drag(page, { x: box.x + box.width / 2, y }, { x, y })
    await change.getByRole('button', { name: 'Speichern' }).click()
    await change.waitFor({ state: 'hidden' })
  }
  await edge('end', 14.5)
  await track(page, 2)
    .getByRole('link', { name: /Ziehstück.*13:00 – 14:30/ })
    .waitFor()
  await edge('start', 12.5)
  await track(page, 2)
    .getByRole('link', { name: /Ziehstück.*12:30 – 14:30/ })
    .waitFor()

  await moved.click()
  await page.getByRole('heading', { level: 1, name: 'Ziehstück' }).waitFor()
  await page.getByRole('button', { name: 'Verlängern' }).click()
  await page.getByRole('button', { name: /^Bis .* verlängern/ }).click()
  await page.getByText('12:30 – 15:00').first().waitFor()
  await page.getByRole('button', { name: /Stornieren/ }).click()
  await page.getByRole('button', { name: 'Ja, stornieren' }).click()
  await page.getByText('Storniert', { exact: true }).waitFor()
  expect(complaints).toEqual([])
})

test('a week names who has a bar too narrow for it, and what lies under the name can still be booked', async () => {
  const { page, complaints } = await visit(browser, { viewport: { width: 1440, height: 900 } })
  const trainer = await portalOf(browser, demo.url, 'ausbilder')
  const [startsAt, endsAt] = [`${freeDay()}T08:00:00.000Z`, `${freeDay()}T09:00:00.000Z`]
  const job = { printerId: 'prusa-mini', startsAt, endsAt, title: 'Schmal' }
  const { id, userName } = await trainer.send('POST', '/api/jobs', job)
  await signIn(page, demo.url, 'azubi', `/plan?view=week&date=${freeDay()}`)
  const bar = page.locator(`[data-job="${id}"]`)
  const name = bar.getByText(userName)
  await name.waitFor()
  const [barBox, nameBox] = [await bar.boundingBox(), await name.boundingBox()]
  if (!barBox || !nameBox) throw new Error('neither bar nor name is shown')
  expect(nameBox.x).toBeGreaterThanOrEqual(barBox.x + barBox.width)
  expect(
    await name.evaluate((element: any) => element.scrollWidth - element.clientWidth),
  ).toBeLessThanOrEqual(0)

  await page.mouse.click(nameBox.x + nameBox.width / 2, nameBox.y + nameBox.height / 2)
  await page.getByRole('dialog').getByText('Prusa MINI+').first().waitFor()
  await trainer.send('POST', `/api/jobs/${id}/cancel`, {})
  expect(complaints).toEqual([])
})

test('keys move a reservation as far as a drag would', async () => {
  const { page, complaints } = await visit(browser, { baseURL: demo.url })
  await signIn(page, demo.url, 'ausbilder', `/plan?view=day&date=${freeDay()}`)
  await bookByDragging(page, 3, 9, 10, 'Tastenstück')
  const job = track(page, 3).getByRole('link', { name: /Tastenstück/ })
  await job.focus()
  await page.keyboard.press('Alt+ArrowRight')
  await page.keyboard.press('Alt+Shift+ArrowRight')
  await page.getByRole('status').filter({ hasText: '09:15 – 10:30' }).waitFor()
  await page.keyboard.press('Enter')
  const change = page.getByRole('dialog', { name: 'Reservierung ändern' })
  await change.getByRole('button', { name: 'Speichern' }).click()
  await change.waitFor({ state: 'hidden' })
  await track(page, 3)
    .getByRole('link', { name: /Tastenstück.*09:15 – 10:30/ })
    .waitFor()
  expect(complaints).toEqual([])
})

test('a time that somebody has is told while it is dragged over', async () => {
  const { page, complaints } = await visit(browser, { baseURL: demo.url })
  await signIn(page, demo.url, 'ausbilder', `/plan?view=day&date=${freeDay()}`)
  await bookByDragging(page, 4, 9, 11, 'Im Weg')
  const [from, to] = [await placeOf(page, 4, 12), await placeOf(page, 4, 10)]
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(to.x + 40, to.y)
  await page.mouse.move(to.x, to.y)
  await page.getByText(/In dieser Zeit hat .* reserviert/).waitFor()
  await page.keyboard.press('Escape')
  await page.mouse.up()
  expect(complaints).toEqual([])
})

test('a rule speaks up while one drags and at its field, with times that do one click away', async () => {
  const trainer = await portalOf(browser, demo.url, 'ausbilder')
  const at = (hour: number) => new Date(Date.parse(`${freeDay()}T00:00:00Z`) + hour * 3_600_000).toISOString()
  const closure = { reason: 'Inventur', printerId: 'prusa-xl', startsAt: at(4), endsAt: at(22) }
  const { id } = await trainer.send('POST', '/api/closures', closure)
  const { page, complaints } = await visit(browser, { baseURL: demo.url })
  await signIn(page, demo.url, 'azubi', `/plan?view=day&date=${freeDay()}`)
  const row = page.locator('[data-printer="prusa-xl"]')
  await row.getByTitle(/Inventur/).waitFor()
  const rows = await page.locator('[data-printer]').all()
  const names = await Promise.all(rows.map((one) => one.getAttribute('data-printer')))
  const place = (hour: number) => placeOf(page, names.indexOf('prusa-xl'), hour)
  const [from, to] = [await place(10), await place(12)]
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(to.x - 20, to.y)
  await page.mouse.move(to.x, to.y)
  const words = page.getByText(/Inventur/).and(page.locator('[data-tone=bad] *'))
  await words.waitFor()
  await page.mouse.up()
  const dialog = page.getByRole('dialog')
  const complaint = dialog.getByText(/Inventur/)
  await complaint.waitFor()
  await dialog.getByText('Das ginge stattdessen:').waitFor()
  await dialog
    .getByRole('button', { name: /^Prusa XL/ })
    .first()
    .click()
  await complaint.waitFor({ state: 'hidden' })
  await dialog.getByLabel('Was druckst du?').fill('Ausgewichen')
  await dialog.getByRole('button', { name: 'Reservieren', exact: true }).click()
  await dialog.waitFor({ state: 'hidden' })
  const { items } = await trainer.send('GET', `/api/jobs?printerId=prusa-xl&from=${at(0)}&to=${at(48)}`)
  const job = items.find(({ title }: any) => title === 'Ausgewichen')
  expect(Date.parse(job.startsAt)).toBeGreaterThanOrEqual(Date.parse(closure.endsAt))

  // Who moves it back there is told so as well, and where else it could go.
  await page.goto(`${demo.url}/jobs/${job.id}`)
  await page.getByRole('button', { name: 'Ändern' }).click()
  await dialog.getByLabel('Beginn, Stunde').click()
  const hours = page.locator('.mantine-TimePicker-dropdown')
  await hours.waitFor()
  const lists = await hours.locator('.mantine-ScrollArea-viewport').all()
  const heightOf = async (one: Locator) => (await one.boundingBox())?.height
  const room = await heightOf(hours)
  expect(lists).toHaveLength(2)
  // Hours and minutes scroll within their list, and don't lie over the rest of the dialog.
  for (const list of lists) expect(await heightOf(list)).toBeLessThan(room ?? 0)
  for (const edge of ['Beginn', 'Ende']) await dialog.getByLabel(`${edge}, Stunde`).fill('10')
  await dialog.getByText('Das ginge stattdessen:').waitFor()
  await page.keyboard.press('Escape')
  await trainer.send('POST', `/api/jobs/${job.id}/cancel`, { reason: 'Nur geprüft' })
  await trainer.send('DELETE', `/api/closures/${id}`)
  expect(complaints).toEqual([])
})

test('the plan on paper is a list in words, without anything to press', async () => {
  const { page, complaints } = await visit(browser, { baseURL: demo.url })
  await signIn(page, demo.url, 'azubi', '/plan')
  await track(page, 0).waitFor()
  await page.emulateMedia({ media: 'print' })
  const machines = page.getByRole('heading', { level: 3 })
  await expect.poll(() => machines.count()).toBe(6)
  expect(await page.getByRole('button').count()).toBe(0)
  expect(await page.getByRole('navigation').isVisible()).toBe(false)
  expect(await page.getByRole('region', { name: 'Drucker und Reservierungen' }).count()).toBe(0)
  // One sheet: workshops pin the day's plan to the door.
  const sheets = (await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type \/Page\b/g)
  expect(sheets).toHaveLength(1)
  expect(complaints).toEqual([])
})

test('what is done to somebody’s reservation reaches them as a message', async () => {
  const trainer = await visit(browser, { baseURL: demo.url })
  await signIn(trainer.page, demo.url, 'ausbilder', `/plan?view=day&date=${freeDay()}`)
  await track(trainer.page, 5).waitFor()
  await drag(trainer.page, await placeOf(trainer.page, 5, 9), await placeOf(trainer.page, 5, 10))
  const dialog = trainer.page.getByRole('dialog')
  const me = await visit(browser, { baseURL: demo.url })
  await signIn(me.page, demo.url, 'azubi2')
  const session = (await (await me.page.request.get('/api/auth/session')).json()) as {
    user: { displayName: string }
  }
  await dialog.getByLabel('Für wen?').selectOption({ label: session.user.displayName })
  await dialog.getByLabel('Was druckst du?').fill('Für dich')
  await dialog.getByRole('button', { name: 'Reservieren', exact: true }).click()
  await dialog.waitFor({ state: 'hidden' })

  await me.page.reload()
  await me.page.getByRole('link', { name: /Mitteilungen, 1 ungelesen/ }).click()
  await me.page.getByRole('button', { name: /Für dich/ }).click()
  await me.page.getByRole('heading', { level: 1, name: 'Für dich' }).waitFor()
  await me.page.getByRole('link', { name: 'Mitteilungen', exact: true }).waitFor()
  expect([...trainer.complaints, ...me.complaints]).toEqual([])
})

test('one waits in line and leaves it, and gets a calendar link that works', async () => {
  const { page, complaints } = await visit(browser, { baseURL: demo.url })
  await signIn(page, demo.url, 'azubi2', '/reservations')
  await page.getByRole('button', { name: 'Eintragen' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Eintragen' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: 'Austragen' }).click()
  await page.getByText('Eintrag entfernt').waitFor()

  await page.goto(`${demo.url}/account`)
  await page.getByRole('button', { name: 'Link erstellen' }).click()
  const link = await page.getByLabel('Dein Link').inputValue()
  const calendar = await page.request.get(new URL(link).pathname)
  expect(await calendar.text()).toContain('BEGIN:VCALENDAR')
  expect(complaints).toEqual([])
})

test.each([
  { colorScheme: 'light', locale: 'de-DE' },
  { colorScheme: 'dark', locale: 'en-GB' },
] as const)('plan, job and messages have no barrier in $colorScheme and $locale', async (look) => {
  const { page, complaints } = await visit(browser, { baseURL: demo.url, ...look })
  await signIn(page, demo.url, 'ausbilder')
  for (const view of ['day', 'week', 'month', 'list']) {
    await page.goto(`${demo.url}/plan?view=${view}`)
    await page.locator('a[href^="/jobs/"], td a').first().waitFor()
    expect(await findings(page)).toEqual([])
  }
  const path = await page.locator('a[href^="/jobs/"]').first().getAttribute('href')
  for (const place of [String(path), '/notifications', '/reservations']) {
    await page.goto(`${demo.url}${place}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await vi.waitFor(async () => expect(await page.locator('main [role=status][aria-label]').count()).toBe(0))
    expect(await findings(page)).toEqual([])
  }
  expect(complaints).toEqual([])
})

test('on a phone nothing of the plan sticks out, and a tap books', async () => {
  const { page } = await visit(browser, {
    baseURL: demo.url,
    viewport: { width: 360, height: 780 },
    hasTouch: true,
  })
  await signIn(page, demo.url, 'azubi', `/plan?view=day&date=${freeDay()}`)
  const { x, y } = await placeOf(page, 0, 12)
  await page.touchscreen.tap(x, y)
  await page.getByRole('dialog').getByText('1 h', { exact: false }).first().waitFor()
  await page.keyboard.press('Escape')
  expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360)
})

test('a finger that rests takes hold of free time and books it by dragging; one that moves at once scrolls', async () => {
  const { page, complaints } = await visit(browser, {
    baseURL: demo.url,
    viewport: { width: 412, height: 823 },
    hasTouch: true,
  })
  await signIn(page, demo.url, 'azubi', `/plan?view=day&date=${freeDay()}`)
  const [from, to] = [await placeOf(page, 0, 13.5), await placeOf(page, 0, 15)]
  const finger = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: { x: number; y: number }) =>
    finger.send('Input.dispatchTouchEvent', { type, touchPoints: at ? [at] : [] })
  const ghost = page.getByText(/^13:30 – /)

  await touch('touchStart', from)
  await ghost.waitFor()
  await touch('touchMove', { x: (from.x + to.x) / 2, y: from.y })
  await touch('touchMove', to)
  await page.getByText('13:30 – 15:00').waitFor()
  await touch('touchEnd')
  const dialog = page.getByRole('dialog')
  await dialog.getByText(/13:30 – 15:00/).waitFor()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })

  await touch('touchStart', to)
  await touch('touchMove', from)
  await touch('touchEnd')
  expect(await ghost.count()).toBe(0)
  expect(await dialog.count()).toBe(0)
  expect(complaints).toEqual([])
})
