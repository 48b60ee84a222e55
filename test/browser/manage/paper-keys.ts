import { expect, test } from 'vitest'
import { press, pressDeed, tabTo } from '../support/keys.ts'
import { button, type Desk } from './desk.ts'

/** Class lists, cohorts, money, figures and the trail, without a mouse. */
export function paperKeyTests({ at }: Desk) {
  test('with the keyboard alone: a class comes from a file into a new cohort, which is rolled over', async () => {
    const { page, complaints } = await at('admin', '/manage/cohorts')
    const dialog = page.getByRole('dialog')
    await press(page, button(page, 'Lehrjahrgang anlegen').first())
    await dialog.getByRole('textbox', { name: 'Lehrjahrgang' }).waitFor()
    await page.keyboard.type('Tastenklasse')
    await press(page, dialog.getByRole('button', { name: 'Speichern' }))
    await page.getByText('Tastenklasse').waitFor()

    await press(page, page.getByRole('link', { name: 'Personen', exact: true }).last(), 'Enter', 'Shift+Tab')
    await press(page, page.getByRole('link', { name: 'CSV importieren' }))
    const chooser = page.waitForEvent('filechooser')
    await press(page, button(page, 'Datei auswählen'))
    await (await chooser).setFiles({
      name: 'klasse.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('Name;Lehrjahrgang\r\nTom Taste;Tastenklasse\r\n'),
    })
    await page.getByText('klasse.csv').waitFor()
    await press(page, button(page, 'Prüfen'))
    await press(page, button(page, '1 Person übernehmen'))
    await page.getByRole('listitem').filter({ hasText: 'Tom Taste' }).waitFor()

    await press(page, page.getByRole('link', { name: 'Personen', exact: true }), 'Enter', 'Shift+Tab')
    await press(page, page.getByRole('link', { name: 'Lehrjahrgänge' }))
    await pressDeed(page, 'Tastenklasse', 'Zum Jahresende wechseln')
    await press(page, dialog.getByRole('button', { name: 'Zeigen, wen das betrifft' }))
    await dialog.getByText('Tom Taste').waitFor()
    await press(page, dialog.getByRole('button', { name: 'Jetzt sperren' }))
    await page.getByText('1 Person geändert').waitFor()
    expect(complaints).toEqual([])
  }, 90_000)

  test('with the keyboard alone: a price, figures as a table, and one entry of the trail', async () => {
    const { page, complaints } = await at('admin', '/manage/costs/prices')
    const dialog = page.getByRole('dialog')
    await press(page, button(page, 'Preis anlegen'))
    await tabTo(page, dialog.getByLabel('Preis'))
    await page.keyboard.type('44,5')
    await tabTo(page, dialog.getByLabel('Gilt ab'))
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.type('1.2.2099')
    await press(page, dialog.getByRole('button', { name: 'Speichern' }))
    await page.getByText('44,5 ct je kWh').waitFor()

    await press(page, page.getByRole('link', { name: 'Auswertung', exact: true }), 'Enter', 'Shift+Tab')
    const balance = page.getByRole('region', { name: 'Energiebilanz' })
    await press(page, balance.getByRole('radio', { name: 'Diagramm' }), 'ArrowRight')
    await press(page, balance.getByRole('columnheader').first().getByRole('button'))
    await balance.locator('[aria-sort]').first().waitFor()
    const file = page.waitForEvent('download')
    await press(
      page,
      balance.getByRole('link', { name: 'Energiebilanz als CSV herunterladen' }),
      'Enter',
      'Shift+Tab',
    )
    expect((await file).suggestedFilename()).toMatch(/\.csv$/)

    await press(page, page.getByRole('link', { name: 'Protokoll', exact: true }), 'Enter', 'Shift+Tab')
    await tabTo(page, page.getByLabel('Bereich'))
    await page.keyboard.type('Preise')
    expect(await page.getByLabel('Bereich').inputValue()).toBe('tariff')
    const entry = page.getByRole('row', { name: /Preis angelegt/ }).filter({ hasText: '1. Feb. 2099' })
    await entry.getByText('44.500').waitFor()
    // Whatever was changed is called by a word, in German with a capital letter.
    const fields = await entry.locator('span', { hasText: /^[^:]+:$/ }).allInnerTexts()
    expect(fields.length).toBeGreaterThan(1)
    expect(fields.filter((field) => /^[a-z]/.test(field))).toEqual([])
    expect(complaints).toEqual([])
  }, 90_000)
}
