import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import packed from '@sparticuz/chromium'
import { type Browser, chromium } from 'playwright-core'
import { withDeadline } from '../../host/deadline.ts'

/** Quiet, offline, and able to run as root in a container. */
const flags = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-default-apps',
  '--font-render-hinting=none',
]

const launchTimeoutMs = 60_000

/**
 * Which Chromium to drive: `wanted`, else the one packed for x64 in the registry, else an installed one.
 * The packed one is unpacked to the system's temporary folder at its first use.
 */
export async function chromiumPath(wanted: string | undefined): Promise<string> {
  if (wanted) return wanted
  if (process.arch === 'x64' && process.platform === 'linux') return packed.executablePath()
  const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
  const found = installed.find((path) => existsSync(path))
  if (!found) throw new Error('No Chromium: install one, or name it in MYP_CHROMIUM.')
  return found
}

/**
 * A headless Chromium; `MYP_CHROMIUM` names another executable. The caller closes it.
 * @param home the home folder of whoever uses it: there it finds whom else to trust
 */
export async function launchBrowser(home?: string): Promise<Browser> {
  const executablePath = await chromiumPath(process.env.MYP_CHROMIUM)
  const env = { ...process.env, ...(home === undefined ? {} : { HOME: home }) }
  return chromium.launch({ executablePath, args: flags, headless: true, timeout: launchTimeoutMs, env })
}

/** A headless Chromium that is driven at this port, and by nobody else. The caller kills it. */
export const spawnBrowser = async (home: string, port: number): Promise<ChildProcess> => {
  const own = ['--headless', `--remote-debugging-port=${port}`, `--user-data-dir=${join(home, 'profile')}`]
  const browser = spawn(await chromiumPath(process.env.MYP_CHROMIUM), [...flags, ...own, 'about:blank'], {
    env: { ...process.env, HOME: home },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const isListening = async (): Promise<void> => {
    for await (const chunk of browser.stderr ?? []) if (String(chunk).includes('DevTools listening')) return
    throw new Error('Chromium ended before it listened')
  }
  await withDeadline(isListening(), launchTimeoutMs, 'the start of Chromium')
  browser.stderr?.resume()
  return browser
}
