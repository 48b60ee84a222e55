import type { Browser } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Demo } from '../support/demo.ts'
import { addMachine, openKiosk, signInAtKiosk } from '../support/kiosk.ts'

type Stand = { browser: () => Browser; demo: () => Demo; setPin: (username: string) => Promise<unknown> }

/** What the rules of booking do to who stands at the screen. */
export function ruleTests({ browser, demo, setPin }: Stand) {
  test('what a rule forbids can’t be touched and says why; where nothing goes, another time is one touch away', async () => {
    await setPin('m.hoffmann')
    const { page, complaints, admin } = await openKiosk(browser(), demo().url)
    const [strict, closed] = [await addMachine(admin, 'Regelwerk'), await addMachine(admin, 'Umbauwerk')]
    await admin.send('PATCH', `/api/printers/${strict.id}`, { policy: { maxMinutes: 60 } })
    const window = { startsAt: new Date(), endsAt: new Date(Date.now() + 2 * 3_600_000) }
    const closure = { reason: 'Umbau', printerId: closed.id, ...window }
    const { id } = await admin.send('POST', '/api/closures', closure)
    await signInAtKiosk(page, 'm.hoffmann')
    const dialog = page.getByRole('dialog')
    const openBooking = async (name: string, action: string) => {
      await page.getByRole('article').getByRole('button', { name }).click()
      await dialog.getByRole('button', { name: action }).click()
    }
    const length = (words: string) => dialog.getByRole('button', { name: words, exact: true })
    await openBooking(strict.name, 'Jetzt reservieren')
    await dialog.getByText('Höchstens 1 Stunde.').waitFor()
    expect([await length('1 h').isEnabled(), await length('2 h').isEnabled()]).toEqual([true, false])
    await page.keyboard.press('Escape')

    const tile = page.getByRole('article').filter({ hasText: closed.name })
    await tile.getByText('Geschlossen', { exact: true }).waitFor()
    await openBooking(closed.name, 'Später reservieren')
    await dialog.getByRole('status').getByText(/Umbau/).waitFor()
    expect(await length('30 min').isEnabled()).toBe(false)
    const instead = dialog.getByRole('button', { name: new RegExp(`^${closed.name}.*\\d\\d:\\d\\d`) })
    expect((await instead.first().boundingBox())?.height).toBeGreaterThanOrEqual(48)
    await instead.first().click()
    await dialog.getByText(/^Reserviert: .* Der Drucker wird dann eingeschaltet\.$/).waitFor()

    const { items } = await admin.send('GET', `/api/jobs?printerId=${closed.id}&status=scheduled`)
    const mine = items.find(({ userId }: { userId: string }) => userId === 'demo-m.hoffmann')
    expect(Date.parse(mine.startsAt)).toBeGreaterThanOrEqual(window.endsAt.getTime())
    await admin.send('DELETE', `/api/closures/${id}`)
    await admin.send('POST', `/api/jobs/${mine.id}/cancel`, { reason: 'Nur geprüft' })
    for (const machine of [strict, closed]) await admin.send('DELETE', `/api/printers/${machine.id}`)
    expect(complaints).toEqual([])
  }, 90_000)
}
