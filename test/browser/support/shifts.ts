import type { BrowserContext, Page } from 'playwright-core'

/** Adds up how far things on a page move by themselves, as browsers measure it: cumulative layout shift. */
export const watchShifts = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript(`
    window.shifts = []
    new PerformanceObserver((list) => {
      for (const { value, sources } of list.getEntries())
        window.shifts.push({ value, what: sources.map(({ node }) => node?.outerHTML?.slice(0, 80) ?? String(node?.textContent)) })
    }).observe({ type: 'layout-shift', buffered: true })`)

type Shift = { value: number; what: string[] }

/** What moved since the page was opened, and by how much in all. */
export async function shiftsOf(page: Page): Promise<{ sum: number; what: string[] }> {
  await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))')
  const shifts = await page.evaluate<Shift[]>('window.shifts')
  return { sum: shifts.reduce((sum, { value }) => sum + value, 0), what: shifts.flatMap(({ what }) => what) }
}
