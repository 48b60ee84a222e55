import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { settled } from './settled.ts'

type Finding = { id: string; nodes: { target: string[]; failureSummary: string }[] }

/** What axe has against the page as it is now: rule, element and reason. */
export async function findings(page: Page): Promise<string[]> {
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(axe.source)
  const found = await page.evaluate<Finding[]>(
    'axe.run({ resultTypes: ["violations"] }).then(({ violations }) => violations)',
  )
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
  )
}

export const languages = ['de', 'en'] as const
type Language = (typeof languages)[number]
type Size = { width: number; height: number }

const languageKey = 'myp-language'

/** Chooses a language as another window of the same browser does, so that what is open stays open. */
export async function speak(page: Page, language: Language): Promise<void> {
  await page.evaluate(
    `localStorage.setItem('${languageKey}', '${language}')
     dispatchEvent(new StorageEvent('storage', { key: '${languageKey}', newValue: '${language}' }))`,
  )
  await page.locator(`html[lang=${language}]`).waitFor({ state: 'attached' })
}

/**
 * What axe has against the page in both languages and colours; it is left as it was, in German and light.
 * What sticks out sideways is found as well.
 * @param sizes of the window, by language, where it matters
 */
export async function findingsInEveryLook(page: Page, sizes?: Record<Language, Size>): Promise<string[]> {
  const found: string[] = []
  for (const language of languages) {
    await speak(page, language)
    if (sizes) await page.setViewportSize(sizes[language])
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme })
      await settled(page)
      found.push(...(await findings(page)).map((finding) => `${language}, ${colorScheme}: ${finding}`))
    }
    const overhang = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
    if (overhang > 0) found.push(`${language}: sticks out by ${overhang} px`)
  }
  if (sizes) await page.setViewportSize(sizes.de)
  await speak(page, 'de')
  return found
}
