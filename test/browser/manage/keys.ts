import { expect, test } from 'vitest'
import { press, tabTo } from '../support/keys.ts'
import { freestPrinter } from '../support/visitor.ts'
import { button, type Desk } from './desk.ts'

/** What administration does most, without a mouse. Its last test takes the demo's own request. */
export function keyTests({ at, portal }: Desk) {
  test('with the keyboard alone: add a person, close the workshop, and change a setting', async () => {
    const { page, complaints } = await at('admin', '/')
    const goTo = (place: string) => press(page, page.getByRole('link', { name: place, exact: true }))
    const dialog = page.getByRole('dialog')
    await goTo('Personen')
    await press(page, button(page, 'Person anlegen'))
    await dialog.getByRole('textbox', { name: 'Name', exact: true }).waitFor()
    await page.keyboard.type('Tilda Taste')
    await tabTo(page, dialog.getByLabel('Benutzername'))
    await page.keyboard.type('t.taste')
    await page.keyboard.press('Enter')
    await dialog.getByText('t.taste').waitFor()
    await press(page, dialog.getByRole('button').last())
    await page.getByRole('heading', { level: 1, name: 'Tilda Taste' }).waitFor()

    await goTo('Schließzeiten')
    await press(page, button(page, 'Schließzeit anlegen'))
    await dialog.getByLabel('Grund').waitFor()
    await page.keyboard.type('Tastentag')
    const [year, month, day] = new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10).split('-')
    for (const [label, hours] of [
      ['Von', '08'],
      ['Bis', '09'],
    ] as const) {
      await tabTo(page, dialog.getByRole('textbox', { name: label }))
      await page.keyboard.type(`${day}.${month}.${year}`)
      await tabTo(page, dialog.getByLabel(`${label}, Stunde`))
      await page.keyboard.type(`${hours}00`)
    }
    await press(page, dialog.getByRole('button', { name: 'Anlegen' }))
    await page.getByText('Die Schließzeit gilt.').waitFor()
    await page.getByRole('row', { name: /Tastentag/ }).waitFor()

    await goTo('Einstellungen')
    const workshop = page.getByRole('region', { name: 'Werkstatt', exact: true })
    const held = workshop.getByLabel('Freie Zeit vormerken')
    await press(page, held, 'ArrowUp')
    await press(page, workshop.getByRole('button', { name: 'Speichern' }))
    await page.getByText('Gespeichert').waitFor()
    expect(await held.inputValue()).toBe('31 Minuten')
    expect(complaints).toEqual([])
  }, 90_000)

  test('with the keyboard alone: give a machine a rule, say yes to a request, and put an incident to rest', async () => {
    const { page, complaints } = await at('admin', '/')
    const printer = await freestPrinter(page)
    const azubi = await portal('azubi')
    await azubi.send('POST', `/api/printers/${printer.id}/problems`, { text: 'Lüfter klemmt' })
    const goTo = (place: string) =>
      press(page, page.getByRole('link', { name: new RegExp(`^${place}( \\d+ offen)?$`) }))
    await goTo('Geräte')
    await press(page, page.getByRole('link', { name: printer.name }))
    const rules = page.getByRole('region', { name: 'Regeln für Reservierungen' })
    const own = rules.getByRole('switch', { name: 'Eigene Regel: Längste Dauer' })
    await press(page, own, 'Space')
    await tabTo(page, rules.getByLabel('Längste Dauer', { exact: true }))
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.type('180')
    await press(page, rules.getByRole('button', { name: 'Speichern' }))
    await page.getByText('Gespeichert').waitFor()
    const policy = async () => (await azubi.send('GET', `/api/printers/${printer.id}`)).policy
    expect(await policy()).toMatchObject({ maxMinutes: 180 })
    await press(page, own, 'Space', 'Shift+Tab')
    await press(page, rules.getByRole('button', { name: 'Speichern' }))
    await expect.poll(policy).not.toMatchObject({ maxMinutes: 180 })

    await goTo('Freigaben')
    await press(page, page.getByRole('button', { name: /^Zusagen: / }).first())
    await page.getByText(/ ist zugesagt\.$/).waitFor()

    await goTo('Vorfälle')
    await press(page, button(page, `Erledigen: ${printer.name}`))
    await page.getByRole('dialog').getByLabel('Was war los?').waitFor()
    await page.keyboard.type('Nur Tasten')
    await press(page, page.getByRole('dialog').getByRole('button', { name: 'Erledigen' }))
    await page.getByText('Als erledigt vermerkt').waitFor()
    expect(complaints).toEqual([])
  }, 90_000)
}
