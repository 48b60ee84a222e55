import { expect, test } from 'vitest'
import { freestPrinter } from '../support/visitor.ts'
import type { Desk } from './desk.ts'

/** The rules of booking, per machine and per role. */
export function ruleTests({ at }: Desk) {
  test('a rule for a role on a machine holds for that role only, and says so; nonsense is refused', async () => {
    const { page, complaints } = await at('admin', '/manage/printers')
    const printer = await freestPrinter(page)
    await page.getByRole('link', { name: printer.name }).click()
    const rules = page.getByRole('region', { name: 'Regeln für Reservierungen' })
    await rules.getByText('Azubi', { exact: true }).click()
    await rules.getByRole('switch', { name: 'Eigene Regel: Längste Dauer' }).click()
    const longest = rules.getByLabel('Längste Dauer', { exact: true })
    await longest.fill('5')
    await rules.getByRole('button', { name: 'Speichern' }).click()
    await rules.getByText('Die Mindestdauer ist größer als die Höchstdauer.').first().waitFor()
    await longest.fill('120')
    await rules.getByRole('button', { name: 'Speichern' }).click()
    await page.getByText('Gespeichert').waitFor()
    await rules.getByText('2 h (gilt für die Rolle an diesem Gerät)').waitFor()

    const longestFor = async (username: string) => {
      const visitor = await at(username, '/')
      const answer = await visitor.page.request.get(`/api/printers/${printer.id}`)
      return ((await answer.json()) as { policy: { maxMinutes: number } }).policy.maxMinutes
    }
    expect([await longestFor('azubi2'), await longestFor('ausbilder')]).toEqual([120, 4_320])
    await rules.getByText('Azubi · 1', { exact: true }).click()
    await rules.getByRole('switch', { name: 'Eigene Regel: Längste Dauer' }).click()
    await rules.getByRole('button', { name: 'Speichern' }).click()
    await rules.getByText('2 h (gilt für die Rolle an diesem Gerät)').waitFor({ state: 'detached' })
    expect(complaints.filter((text) => !text.includes('status of 422'))).toEqual([])
  }, 60_000)
}
