import { expect, test } from 'vitest'
import { press, pressDeed, tabTo } from '../support/keys.ts'
import { button, type Desk } from './desk.ts'

/** Machines, plugs, displays and the system, without a mouse. */
export function machineKeyTests({ at }: Desk) {
  test('with the keyboard alone: let a display in and lock it out, test a plug, and make a backup', async () => {
    const { page, complaints } = await at('admin', '/manage/kiosks')
    const dialog = page.getByRole('dialog')
    await press(page, button(page, 'Anzeige freischalten').first())
    await dialog.getByLabel('Name').waitFor()
    await page.keyboard.type('Tastenwand')
    await page.keyboard.press('Enter')
    expect(await dialog.getByRole('status', { name: 'Code' }).innerText()).toMatch(/^[\d ]+$/)
    await press(page, dialog.getByRole('button', { name: 'Fertig' }))
    await pressDeed(page, 'Tastenwand', 'Sperren')
    await press(page, dialog.getByRole('button', { name: 'Sperren' }))
    await page.getByText('Tastenwand ist gesperrt.').waitFor()

    await press(page, page.getByRole('link', { name: 'Steckdosen', exact: true }), 'Enter', 'Shift+Tab')
    await press(page, page.getByRole('table').getByRole('link').first())
    await press(page, button(page, /^(Selbsttest starten|Noch einmal testen)$/))
    const running = page.getByText('Der Test läuft. Das dauert bis zu 25 Sekunden.')
    await running.waitFor()
    await running.waitFor({ state: 'detached' })
    await page.getByText(/^(Alles in Ordnung|Nutzbar, aber sieh dir die Hinweise an)$/).waitFor()

    await press(page, page.getByRole('link', { name: 'System', exact: true }))
    const rows = page.getByRole('region', { name: 'Sicherungen' }).getByRole('row')
    await press(page, button(page, 'Jetzt sichern'))
    await page.getByText('Gesichert', { exact: true }).waitFor()
    await expect.poll(() => rows.filter({ hasText: 'von Hand' }).count()).toBeGreaterThan(0)
    expect(complaints).toEqual([])
  }, 90_000)

  test('with the keyboard alone: a maintenance is planned, done with its checklist, and looked up', async () => {
    const { page, complaints } = await at('admin', '/manage/maintenance')
    const dialog = page.getByRole('dialog')
    await press(page, button(page, 'Wartung planen: Prusa XL'))
    await dialog.getByRole('textbox', { name: /^Was/ }).waitFor()
    await page.keyboard.type('Lüfter reinigen')
    await tabTo(page, dialog.getByLabel('Tage'))
    await page.keyboard.type('30')
    await tabTo(page, dialog.getByLabel('Checkliste'))
    await page.keyboard.type('Gehäuse öffnen')
    await press(page, dialog.getByRole('button', { name: 'Speichern' }))
    await dialog.waitFor({ state: 'hidden' })
    await press(page, button(page, 'Erledigt: Lüfter reinigen, Prusa XL'))
    await press(page, dialog.getByLabel('Gehäuse öffnen'), 'Space')
    await press(page, dialog.getByRole('button', { name: 'Erledigt' }))
    await page.getByText('Wartung eingetragen').waitFor()
    await press(page, button(page, 'Verlauf: Prusa XL'))
    await dialog.getByText('Lüfter reinigen').waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    expect(complaints).toEqual([])
  }, 60_000)
}
