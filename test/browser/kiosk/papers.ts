import type { Browser } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Demo } from '../support/demo.ts'
import { openKiosk, portalOf, signInAtKiosk, tapDigits } from '../support/kiosk.ts'
import { signIn, visit } from '../support/visitor.ts'

type Stand = {
  browser: () => Browser
  demo: () => Demo
  setPin: (username: string) => Promise<unknown>
  pin: string
}

/** What is signed and reported where the machines stand. */
export function paperTests({ browser, demo, setPin, pin }: Stand) {
  test('an instruction is read and signed by both, who stand side by side', async () => {
    await Promise.all(['l.fischer', 'ausbilder'].map(setPin))
    const { page, complaints } = await openKiosk(browser(), demo().url)
    await signInAtKiosk(page, 'l.fischer')
    await page.getByRole('button', { name: 'Unterweisungen' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Lesen: 3D-Drucker' }).click()
    await dialog.getByText('Nicht in die laufende Maschine greifen.').waitFor()
    await dialog.getByRole('button', { name: 'Mit Ausbilder/in unterschreiben' }).click()
    await dialog.getByLabel(/^Benutzername der Ausbilder/).fill('ausbilder')
    await dialog.getByRole('button', { name: 'Weiter' }).click()
    await tapDigits(page, '111111')
    await dialog.getByText('Das war nicht die PIN von jemandem aus der Ausbildung.').waitFor()
    await tapDigits(page, pin)
    await dialog.getByText('„3D-Drucker“ gilt jetzt.').waitFor()
    const { items } = await (await portalOf(browser(), demo().url, 'l.fischer')).send(
      'GET',
      '/api/instructions',
    )
    expect(items.find(({ name }: { name: string }) => name === '3D-Drucker').mine.state).toBe('valid')
    // The wrong PIN, which the server refuses.
    expect(complaints.filter((complaint) => !complaint.includes('/sign'))).toEqual([])
  }, 90_000)

  test('a fault is reported, and its photo comes from the phone that the code leads to', async () => {
    await setPin('a.petrova')
    const { page, complaints } = await openKiosk(browser(), demo().url)
    await signInAtKiosk(page, 'a.petrova')
    await page.getByRole('button', { name: /^Prusa MINI/ }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Störung melden' }).click()
    await dialog.getByLabel('Was ist los?').fill('Der Lüfter klappert')
    await dialog.getByRole('button', { name: 'Läuft noch' }).click()
    const code = 'img[src^="/api/problems/"]'
    await dialog.locator(code).waitFor()
    await expect
      .poll(() => page.evaluate(`document.querySelector('${code}').naturalWidth`))
      .toBeGreaterThan(0)
    const id = (await dialog.locator(code).getAttribute('src'))?.split('/').at(-2)

    const phone = await visit(browser(), { viewport: { width: 360, height: 740 } })
    await signIn(phone.page, demo().url, 'a.petrova', `/faults/${id}`)
    const picture = { name: 'luefter.png', mimeType: 'image/png', buffer: await page.screenshot() }
    await phone.page.locator('input[type=file]').setInputFiles(picture)
    await phone.page.getByRole('img', { name: /Der Lüfter klappert/ }).waitFor()
    expect([...complaints, ...phone.complaints]).toEqual([])
  }, 90_000)
}
