import type { Page } from 'playwright-core'
import type { Demo } from '../support/demo.ts'
import type { portalOf } from '../support/kiosk.ts'
import type { Visitor } from '../support/visitor.ts'

/** What the tests of the administration share: one demo, and windows of people at its pages. */
export type Desk = {
  demo: () => Demo
  /** A window of this person, at a page of the administration. */
  at: (username: string, path: string) => Promise<Visitor>
  /** The same person without a window. */
  portal: (username: string) => ReturnType<typeof portalOf>
  /** A window of nobody. */
  visitor: () => Promise<Visitor>
}

export const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })

/** Opens what can be done with a row, and chooses from it. */
export async function chooseDeed(page: Page, row: string, deed: string): Promise<void> {
  await button(page, `Aktionen: ${row}`).click()
  await page.getByRole('menuitem', { name: deed }).click()
}
