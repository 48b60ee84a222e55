import { expect, test } from 'vitest'
import { press, pressItem, tabTo } from '../support/keys.ts'
import { button, type Desk } from './desk.ts'

/** One's own pages, without a mouse. */
export function ownKeyTests({ at, portal, visitor }: Desk) {
  test('with the keyboard alone: sign in for the first time, choose a password, look around as a guest, sign out', async () => {
    const admin = await portal('admin')
    const person = { username: 'gina.gast', displayName: 'Gina Gast', role: 'guest' }
    const { user, temporaryPassword } = await admin.send('POST', '/api/users', person)
    const { page, complaints } = await visitor()
    await page.goto('/')
    await tabTo(page, page.getByLabel('Benutzername'))
    await page.keyboard.type(person.username)
    await tabTo(page, page.getByLabel('Passwort', { exact: true }))
    await page.keyboard.type(temporaryPassword)
    await page.keyboard.press('Enter')
    await tabTo(page, page.getByLabel('Bisheriges Passwort', { exact: true }))
    await page.keyboard.type(temporaryPassword)
    await tabTo(page, page.getByLabel('Neues Passwort', { exact: true }))
    await page.keyboard.type('drei Spulen im Regal')
    await page.keyboard.press('Enter')
    await page.getByRole('article').first().waitFor()
    await press(page, page.getByRole('link', { name: 'Plan', exact: true }))
    await page.getByRole('region', { name: 'Drucker und Reservierungen' }).waitFor()
    await press(page, page.getByRole('radio', { name: 'Tag', exact: true }), 'ArrowRight')
    await expect.poll(() => new URL(page.url()).searchParams.get('view')).toBe('week')
    await pressItem(page, page.getByRole('button', { name: /Gina Gast/ }), 'Abmelden', 'Shift+Tab')
    await page.getByLabel('Benutzername').waitFor()
    await admin.send('DELETE', `/api/users/${user.id}`)
    expect(complaints).toEqual([])
  }, 60_000)

  test('with the keyboard alone: sign an instruction, write about the week, and see the evidence', async () => {
    const { page, complaints } = await at('azubi2', '/training')
    const dialog = page.getByRole('dialog')
    await press(page, button(page, /^Lesen und unterschreiben: /).first())
    await press(page, dialog.getByRole('checkbox'), 'Space')
    await press(page, dialog.getByRole('button', { name: 'Unterschreiben' }))
    await page.getByText(/^Unterschrieben\./).waitFor()

    await press(page, page.getByRole('link', { name: 'Nachweis' }), 'Enter', 'Shift+Tab')
    await page.getByRole('heading', { level: 1, name: 'Nachweis der Unterweisung' }).waitFor()
    await press(page, page.getByRole('link', { name: 'Meine Ausbildung' }).last(), 'Enter', 'Shift+Tab')
    await press(page, page.getByRole('link', { name: 'Berichtsheft' }), 'Enter', 'Shift+Tab')
    await tabTo(page, page.getByRole('textbox', { name: 'Bericht der Woche' }))
    await page.keyboard.type('Nur mit Tasten')
    await press(page, button(page, 'Speichern'))
    await page.getByText('Bericht gespeichert').waitFor()
    expect(complaints).toEqual([])
  }, 60_000)

  test('with the keyboard alone: read what one is told, choose a PIN, and end a session elsewhere', async () => {
    const trainer = await portal('ausbilder')
    const printers = (await trainer.send('GET', '/api/board')).printers as { id: string }[]
    const azubi = await portal('azubi2')
    const hourMs = 3_600_000
    const hour = Math.ceil((Date.now() + 9 * 24 * hourMs) / hourMs) * hourMs
    // Two messages: one is opened, the other is left.
    for (const [title, after] of [
      ['Wird abgesagt', 0],
      ['Auch abgesagt', 1],
    ] as const) {
      const { id } = await azubi.send('POST', '/api/jobs', {
        printerId: printers[0]?.id,
        startsAt: new Date(hour + after * hourMs).toISOString(),
        endsAt: new Date(hour + (after + 0.5) * hourMs).toISOString(),
        title,
      })
      await trainer.send('POST', `/api/jobs/${id}/cancel`, { reason: `Umbau: ${title}` })
    }
    const { page, complaints } = await at('azubi2', '/notifications')
    await press(page, page.getByRole('button', { name: /Umbau: Wird abgesagt/ }))
    await page.getByRole('heading', { level: 1, name: 'Wird abgesagt' }).waitFor()
    await press(page, page.getByRole('link', { name: /^Mitteilungen/ }), 'Enter', 'Shift+Tab')
    const readAll = button(page, 'Alle als gelesen markieren')
    await press(page, readAll)
    await readAll.waitFor({ state: 'detached' })
    await press(page, page.getByRole('radio', { name: 'Alle' }), 'ArrowRight')
    await page.getByText(/Nichts gefunden|Keine Treffer/).waitFor()

    await page.goto('/account')
    const dialog = page.getByRole('dialog')
    await press(page, button(page, /^PIN (festlegen|ändern)$/))
    await dialog.getByLabel('Neue PIN').first().waitFor()
    await page.keyboard.type('730519')
    await tabTo(page, dialog.getByLabel('Dein Passwort', { exact: true }))
    await page.keyboard.type('werkstatt-demo')
    await page.keyboard.press('Enter')
    await page.getByText('Deine PIN ist gespeichert.').waitFor()
    await press(page, button(page, 'Alle anderen abmelden'))
    await page.getByText('Abgemeldet', { exact: true }).waitFor()
    await expect.poll(() => page.getByRole('button', { name: /^Abmelden: / }).count()).toBe(0)
    expect(complaints).toEqual([])
  }, 60_000)
}
