import type { Browser } from 'playwright-core'
import { expect, test, vi } from 'vitest'
import type { Demo } from '../support/demo.ts'
import { press, tabTo } from '../support/keys.ts'
import { addMachine, openKiosk, PIN } from '../support/kiosk.ts'

type Stand = { browser: () => Browser; demo: () => Demo; setPin: (username: string) => Promise<unknown> }

/** Whoever stands before the screen with a keyboard, or can't touch it. */
export function keyTests({ browser, demo, setPin }: Stand) {
  test('with the keyboard alone: book a machine at the kiosk, extend, end it, and report a fault', async () => {
    await setPin('m.hoffmann')
    const { page, complaints, admin } = await openKiosk(browser(), demo().url)
    const printer = await addMachine(admin, 'Tastenwerk')
    const dialog = page.getByRole('dialog')
    const choose = (name: string | RegExp) => press(page, dialog.getByRole('button', { name }))
    const open = () => press(page, page.getByRole('article').getByRole('button', { name: printer.name }))
    await press(page, page.getByRole('button', { name: 'Anmelden' }))
    await dialog.getByRole('textbox').waitFor()
    await page.keyboard.type('m.hoffmann')
    await page.keyboard.press('Enter')
    await dialog.getByLabel(/PIN/).waitFor()
    await page.keyboard.type(PIN)
    await page.getByText('Hallo ').waitFor()

    await open()
    await choose('Jetzt reservieren')
    await tabTo(page, dialog.getByLabel('Was druckst du?'))
    await page.keyboard.type('Ohne Finger')
    await press(page, dialog.getByRole('button', { name: /^30/ }), 'Enter', 'Shift+Tab')
    await dialog.getByText(/^Reserviert bis/).waitFor()
    await choose('Zur Übersicht')
    const job = async () =>
      (await admin.send('GET', `/api/jobs?printerId=${printer.id}&sort=-startsAt`)).items.find(
        ({ title }: { title: string }) => title === 'Ohne Finger',
      )
    await vi.waitUntil(async () => (await job())?.status === 'running', { timeout: 30_000, interval: 250 })

    await open()
    await choose(/^30.*länger$/)
    await dialog.getByText(/^Verlängert bis/).waitFor()
    await choose('Zur Übersicht')
    await open()
    await choose('Fertig, Reservierung beenden')
    await dialog.getByText(/^Beendet\./).waitFor()
    await choose('Zur Übersicht')
    expect((await job()).status).toBe('finished')

    await open()
    await choose('Störung melden')
    await tabTo(page, dialog.getByLabel('Was ist los?'))
    await page.keyboard.type('Spule ist leer')
    await choose('Läuft noch')
    await dialog.getByText(/^Danke! Die Ausbildung weiß Bescheid/).waitFor()
    await page.keyboard.press('Escape')
    await press(page, page.getByRole('button', { name: 'Abmelden' }))
    await page.getByRole('button', { name: 'Anmelden' }).waitFor()
    await admin.send('DELETE', `/api/printers/${printer.id}`)
    expect(complaints).toEqual([])
  }, 120_000)

  test('with the keyboard alone: a guest asks for a machine', async () => {
    const { page, complaints, admin } = await openKiosk(browser(), demo().url)
    const { id, name } = await addMachine(admin, 'Gastwerk')
    const dialog = page.getByRole('dialog')
    await press(page, page.getByRole('button', { name: 'Zu Gast?' }))
    await press(page, dialog.getByRole('button', { name: 'Einen Drucker anfragen' }))
    await press(page, dialog.getByRole('button', { name }))
    await press(page, dialog.getByRole('button', { name: '2 h', exact: true }))
    await tabTo(page, dialog.getByLabel('Dein Name'))
    await page.keyboard.type('Gerd Gast')
    await tabTo(page, dialog.getByLabel('Wofür?'))
    await page.keyboard.type('Ersatzrad')
    await page.keyboard.press('Enter')
    await dialog.getByText(/^Die Ausbildung hat deine Anfrage/).waitFor()
    const { items } = await admin.send('GET', '/api/guest-requests?status=waiting')
    expect(items).toMatchObject([{ name: 'Gerd Gast', purpose: 'Ersatzrad', minutes: 120 }])
    await admin.send('POST', `/api/guest-requests/${items[0].id}/reject`)
    await admin.send('DELETE', `/api/printers/${id}`)
    expect(complaints).toEqual([])
  }, 60_000)
}
