import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import lighthouse, { desktopConfig } from 'lighthouse'
import { chromium } from 'playwright-core'
import { signInByForm } from '../browser/support/sign-in-form.ts'
import { trustAuthority } from '../browser/support/trusted-ca.ts'
import { freePorts, startDemoWorkshop } from '../faults/demo-workshop.ts'
import { spawnBrowser } from '../support/browser.ts'
import { median, type Row } from './report.ts'

const ROUNDS = 3
const CATEGORIES = ['performance', 'accessibility', 'best-practices'] as const
/** A slow phone on a slow network, as Lighthouse imitates them, and a desktop. */
const DEVICES = [
  { name: 'mobile', config: undefined, performance: 90 },
  { name: 'desktop', config: desktopConfig, performance: 97 },
] as const
const SIGN_IN = { name: 'sign-in', path: '/' }
const PAGES = [
  { name: 'overview', path: '/' },
  { name: 'plan', path: '/plan' },
]

/** The three scores of a page, 0 to 100: medians, each round with an empty cache. */
const scoresOf = async (url: string, port: number, device: (typeof DEVICES)[number]): Promise<number[]> => {
  const rounds: number[][] = []
  for (let round = 0; round < ROUNDS; round++) {
    const onlyCategories: string[] = [...CATEGORIES]
    const lhr = (await lighthouse(url, { port, logLevel: 'error', onlyCategories }, device.config))?.lhr
    assert(lhr && !lhr.runtimeError, `${url}: ${lhr?.runtimeError?.message}`)
    rounds.push(CATEGORIES.map((category) => Math.round((lhr.categories[category]?.score ?? 0) * 100)))
  }
  return CATEGORIES.map((_, n) => median(rounds.map((scores) => scores[n] ?? 0)))
}

async function* rowsOf(page: { name: string; path: string }, origin: string, port: number) {
  for (const device of DEVICES) {
    const scores = await scoresOf(`${origin}${page.path}`, port, device)
    for (const [n, category] of CATEGORIES.entries()) {
      const target = { atLeast: category === 'performance' ? device.performance : 100 }
      const row: Row = {
        name: `${page.name}, ${device.name}, ${category}`,
        value: scores[n] ?? 0,
        unit: 'points',
        target,
      }
      yield row
    }
  }
}

/** Signs in, in the browser at this port. */
const signIn = async (origin: string, port: number): Promise<void> => {
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`)
  const [context] = browser.contexts()
  assert(context)
  const page = await context.newPage()
  await signInByForm(page, origin, 'azubi')
  await page.close()
  await browser.close()
}

/** Lighthouse's scores of the pages that everybody opens, through TLS from the whole demo. */
export async function* benchPages(): AsyncGenerator<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'myp-pages-'))
  const workshop = await startDemoWorkshop(join(folder, 'data'), await freePorts())
  const inspectorPort = await freePorts(1)
  const origin = `https://localhost:${workshop.httpsPort}`
  try {
    const home = join(folder, 'home')
    mkdirSync(home)
    trustAuthority(home, readFileSync(join(workshop.dataDir, 'tls', 'ca.crt'), 'utf8'))
    const browser = await spawnBrowser(home, inspectorPort)
    try {
      yield* rowsOf(SIGN_IN, origin, inspectorPort)
      await signIn(origin, inspectorPort)
      for (const page of PAGES) yield* rowsOf(page, origin, inspectorPort)
    } finally {
      browser.kill()
      if (browser.exitCode === null) await once(browser, 'exit')
    }
  } finally {
    await workshop.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
