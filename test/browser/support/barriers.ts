import axe from 'axe-core'
import type { Page } from 'playwright-core'

type Finding = { id: string; nodes: { target: string[]; failureSummary: string }[] }

/** What axe has against the page as it is now: rule, element and reason. */
export async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const found = await page.evaluate<Finding[]>('axe.run().then(({ violations }) => violations)')
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
  )
}
