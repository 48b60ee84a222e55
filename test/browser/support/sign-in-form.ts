import type { Page } from 'playwright-core'

/** Signs in as people do, by the form. Knows nothing of the test runner, for programs that only look. */
export async function signInByForm(page: Page, url: string, username: string): Promise<void> {
  await page.goto(url)
  await page.locator('input[name=username]').fill(username)
  await page.locator('input[name=password]').fill('werkstatt-demo')
  await page.locator('button[type=submit]').click()
  await page.getByRole('navigation').first().waitFor()
}
