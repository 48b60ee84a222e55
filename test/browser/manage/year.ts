import { expect, test } from 'vitest'
import { button, chooseDeed, type Desk } from './desk.ts'

/** What comes up at the end of a month and of a year. */
export function yearTests({ at }: Desk) {
  test('a cohort is rolled over after a look at whom it is; one of them is anonymised', async () => {
    const { page, complaints } = await at('admin', '/manage/cohorts')
    await chooseDeed(page, 'Lehrjahrgang 2024', 'Zum Jahresende wechseln')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Zeigen, wen das betrifft' }).click()
    await dialog.getByText('Betrifft 2 Personen:').waitFor()
    await dialog.getByRole('button', { name: 'Jetzt sperren' }).click()
    await page.getByText('2 Personen geändert').waitFor()

    await page.goto('/manage/people')
    await page.getByLabel('Zustand').selectOption('disabled')
    const rows = page.getByRole('table').getByRole('row')
    await expect.poll(() => rows.count()).toBe(3)
    const [name = ''] = await page.getByRole('table').getByRole('link').allInnerTexts()
    await page.getByRole('link', { name }).click()
    await button(page, 'Anonymisieren').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Anonymisieren' }).click()
    await page.getByText('Die Person ist anonymisiert.').waitFor()
    await page.getByLabel('Zustand').selectOption('disabled')
    await expect.poll(() => rows.count()).toBe(2)
    expect(await page.getByRole('link', { name }).count()).toBe(0)
    expect(complaints).toEqual([])
  }, 60_000)

  test('people are sorted by a click on a heading, and the trail tells of it in words', async () => {
    const { page, complaints } = await at('admin', '/manage/people')
    const table = page.getByRole('table')
    await table.getByRole('link').first().waitFor()
    await page.getByRole('columnheader', { name: 'Rolle' }).getByRole('button').click()
    await page
      .getByRole('columnheader', { name: 'Rolle', exact: true })
      .and(page.locator('[aria-sort=ascending]'))
      .waitFor()
    await expect.poll(() => table.getByRole('link').first().innerText()).toBe('Andrea Admin')
    await page.goto('/manage/audit')
    await page.getByLabel('Bereich').selectOption('session')
    await table.getByText('Angemeldet').first().waitFor()
    expect(await table.getByText(/^session\./).count()).toBe(0)
    expect(complaints).toEqual([])
  }, 60_000)

  test('cost centres and prices come and go, each after a question', async () => {
    const { page, complaints } = await at('admin', '/manage/costs/prices')
    const dialog = page.getByRole('dialog')
    await button(page, 'Kostenstelle anlegen').click()
    await dialog.getByRole('button', { name: 'Speichern' }).click()
    await dialog.getByText('Bitte ausfüllen.').first().waitFor()
    await dialog.getByLabel('Nummer').fill('9911')
    await dialog.getByLabel('Name').fill('Werkzeugbau')
    await dialog.getByRole('button', { name: 'Speichern' }).click()
    await page.getByText('Werkzeugbau').waitFor()
    await chooseDeed(page, '9911', 'Entfernen')
    await dialog.getByRole('button', { name: 'Entfernen' }).click()
    await page.getByText('9911 ist entfernt.').waitFor()

    await button(page, 'Preis anlegen').click()
    await dialog.getByLabel('Preis').fill('33,5')
    await dialog.getByLabel('Gilt ab').fill('2099-01-01')
    await dialog.getByRole('button', { name: 'Speichern' }).click()
    await page.getByText('33,5 ct je kWh').waitFor()
    await button(page, /^Entfernen: Strom/).click()
    await dialog.getByRole('button', { name: 'Entfernen' }).click()
    await page.getByRole('cell', { name: '33,5 ct je kWh' }).waitFor({ state: 'detached' })
    expect(complaints).toEqual([])
  }, 60_000)
}
