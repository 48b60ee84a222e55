import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

type Step = 'Tab' | 'Shift+Tab'

/** More stops than the longest form has. */
const mostSteps = 120

export const isFocused = (element: Locator): Promise<boolean> =>
  element.evaluate((node: any) => node.ownerDocument.activeElement === node)

/** Walks to an element as who has no mouse does. */
export async function tabTo(page: Page, element: Locator, step: Step = 'Tab'): Promise<void> {
  await element.waitFor({ state: 'attached' })
  for (let steps = 0; steps < mostSteps && !(await isFocused(element)); steps += 1)
    await page.keyboard.press(step)
  expect(await isFocused(element), String(element)).toBe(true)
}

/** Walks to an element and presses a key on it. */
export async function press(page: Page, element: Locator, key = 'Enter', step: Step = 'Tab'): Promise<void> {
  await tabTo(page, element, step)
  await page.keyboard.press(key)
}

/** Opens a menu, and chooses from it by arrow. */
export async function pressItem(page: Page, menu: Locator, name: string, step: Step = 'Tab'): Promise<void> {
  await press(page, menu, 'Enter', step)
  const item = page.getByRole('menuitem', { name, exact: true })
  await item.waitFor()
  for (let steps = 0; steps < mostSteps && !(await isFocused(item)); steps += 1)
    await page.keyboard.press('ArrowDown')
  expect(await isFocused(item), String(item)).toBe(true)
  await page.keyboard.press('Enter')
}

/** Opens what can be done with a row, and chooses from it. */
export const pressDeed = (page: Page, row: string, deed: string): Promise<void> =>
  pressItem(page, page.getByRole('button', { name: `Aktionen: ${row}`, exact: true }), deed)
