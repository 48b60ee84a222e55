import type { Locator } from 'playwright-core'
import { expect, test } from 'vitest'
import { button, type Desk } from './desk.ts'

const namesIn = (list: Locator) => list.getByRole('listitem').locator('strong').allInnerTexts()

/** As the server words a guest who asks for a machine. */
const guest = (number: number) => ({
  id: `guest-${number}`,
  name: `Gast ${number}`,
  purpose: number === 7 ? 'Ersatzteil für die Säge' : 'Schlüsselanhänger',
  printerName: 'Prusa XL',
  minutes: 30 + number,
  createdAt: new Date(Date.UTC(2026, 0, 1, 8, number)).toISOString(),
})

/** Lists that grow are searched, sorted and paged, also those without headings. */
export function listTests({ at, portal }: Desk) {
  test('guests who ask are found by what they want, sorted, and shown page by page', async () => {
    const { page, complaints } = await at('ausbilder', '/')
    const items = Array.from({ length: 30 }, (_, index) => guest(index + 1))
    await page.route('**/api/guest-requests?*', (route) =>
      route.fulfill({ json: { items, nextCursor: null } }),
    )
    await page.goto('/manage/approvals')
    const list = page.getByRole('list', { name: 'Gäste' })
    await expect.poll(() => list.getByRole('listitem').count()).toBe(25)
    expect((await namesIn(list))[0]).toBe('Gast: Gast 30')
    await button(page, 'Seite 2').click()
    await expect.poll(() => namesIn(list)).toContain('Gast: Gast 1')
    await page.getByLabel('Reihenfolge').first().selectOption({ label: 'Kürzeste zuerst' })
    await button(page, 'Seite 1').click()
    await expect.poll(async () => (await namesIn(list))[0]).toBe('Gast: Gast 1')
    await page.getByPlaceholder('Name, Zweck oder Gerät').fill('säge')
    await expect.poll(() => namesIn(list)).toEqual(['Gast: Gast 7'])
    expect(complaints).toEqual([])
  }, 60_000)

  test('what one waits for can be searched and sorted', async () => {
    const azubi = await portal('azubi2')
    const { printers } = await azubi.send('GET', '/api/board')
    const [first, second] = printers as { id: string; name: string }[]
    const later = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
    for (const [printer, days] of [
      [second, 3],
      [first, 5],
    ] as const)
      await azubi.send('POST', '/api/waiting-list', {
        printerId: printer?.id,
        minutes: 60,
        from: later(days),
        until: later(days + 1),
      })
    const { page, complaints } = await at('azubi2', '/reservations')
    const panel = page.getByRole('region', { name: 'Warteliste' })
    const list = panel.getByRole('list', { name: 'Warteliste' })
    const machines = async () =>
      (await list.getByRole('listitem').locator('p:first-child').allInnerTexts()).map(
        (text) => text.split(' · ')[0],
      )
    await expect.poll(machines).toEqual([second?.name, first?.name])
    await panel.getByLabel('Reihenfolge').selectOption({ label: 'Späteste zuerst' })
    await expect.poll(machines).toEqual([first?.name, second?.name])
    await panel.getByPlaceholder('Gerät').fill(second?.name ?? '')
    await expect.poll(machines).toEqual([second?.name])
    expect(complaints).toEqual([])
  }, 60_000)

  test('a maintenance is found by its name or a step, and machines stand by name or by need', async () => {
    const { page, complaints } = await at('ausbilder', '/manage/maintenance')
    const machines = page.getByRole('heading', { level: 2 })
    await button(page, 'Erledigt: Riemen spannen, Prusa XL').waitFor()
    const byNeed = await machines.allInnerTexts()
    await page.getByLabel('Reihenfolge').selectOption({ label: 'Nach Gerät' })
    await expect.poll(() => machines.allInnerTexts()).toEqual(byNeed.toSorted((a, b) => a.localeCompare(b)))
    await page.getByPlaceholder('Gerät, Wartung oder Schritt').fill('x-riemen')
    await expect.poll(() => machines.allInnerTexts()).toContain('Prusa XL')
    expect(await machines.count()).toBeLessThan(byNeed.length)
    expect(complaints).toEqual([])
  }, 60_000)

  test('the tables of figures are searched, sorted and paged; the matrix of instructions is sorted', async () => {
    const { page, complaints } = await at('ausbilder', '/figures')
    const balance = page.getByRole('region', { name: 'Energiebilanz' })
    await balance.getByText('Tabelle', { exact: true }).click()
    const rows = balance.getByRole('row')
    await expect.poll(() => rows.count()).toBe(26)
    await button(page, 'Seite 2').click()
    await expect.poll(() => rows.count()).toBe(4)

    const hours = page.getByRole('region', { name: 'Stunden je Gerät' })
    await hours.getByText('Tabelle', { exact: true }).click()
    const names = async () => (await hours.locator('tbody td:first-child').allInnerTexts()).filter(Boolean)
    const byHours = await names()
    expect(byHours.length).toBeGreaterThan(1)
    await hours.getByRole('columnheader', { name: 'Gerät' }).getByRole('button').click()
    await expect.poll(names).toEqual(byHours.toSorted((a, b) => a.localeCompare(b)))
    await hours.getByPlaceholder('Gerät').fill('prusa xl')
    await expect.poll(names).toEqual(['Prusa XL'])

    await page.goto('/manage/qualifications')
    const people = page.getByRole('table').locator('tbody td:first-child')
    await people.first().waitFor()
    const upwards = await people.allInnerTexts()
    await page.getByRole('columnheader', { name: 'Person' }).getByRole('button').click()
    await expect.poll(() => people.allInnerTexts()).toEqual(upwards.toReversed())
    expect(complaints).toEqual([])
  }, 60_000)
}
