import type { Page, Request } from 'playwright-core'

const deadlineMs = 20_000

const inFlight = new WeakMap<Page, Set<Request>>()

/** Counts what the page asks for from now on; `settled` needs it. */
export function watchRequests(page: Page): void {
  const open = new Set<Request>()
  inFlight.set(page, open)
  page.on('request', (request) => open.add(request))
  page.on('requestfinished', (request) => open.delete(request))
  page.on('requestfailed', (request) => open.delete(request))
}

/** Two frames later: nothing says that it loads, and nothing moves that will come to rest. */
const isStill = `new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(
  document.querySelector('[role=status][aria-label]') === null &&
  document.getAnimations().every(({ playState, effect }) =>
    playState !== 'running' || effect?.getTiming().iterations === Infinity)))))`

/**
 * Waits until the page has got all it asked for and shows it. A page within the portal has no load event of its
 * own, so a browser's "network idle" says nothing about it. What one answer leads to is asked within a frame, so
 * twice still is still.
 */
export async function settled(page: Page): Promise<void> {
  const open = inFlight.get(page)
  if (!open) throw new Error('nobody watches the requests of this page')
  const until = Date.now() + deadlineMs
  for (let still = 0; still < 2; ) {
    const isQuiet = (await page.evaluate<boolean>(isStill)) && open.size === 0
    still = isQuiet ? still + 1 : 0
    if (Date.now() > until)
      throw new Error(`the page did not settle: ${[...open].map((it) => it.url()).join(' ')}`)
  }
}
