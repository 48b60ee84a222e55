/**
 * `npm run doctor`: looks at this machine and its installation and says what to do about it. Works while the host
 * runs and while it does not. With `--portal` only: does the portal answer? Exit code 1: something is critical.
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { examine } from './health/examination.ts'
import { parseSettings } from './settings.ts'
import { StartRefused } from './start-refused.ts'

const SIGNS = { ok: '  ok   ', warning: '  warn ', critical: '  FAIL ' } as const

try {
  const { values } = parseArgs({ options: { portal: { type: 'boolean', default: false } } })
  const root = join(import.meta.dirname, '..')
  const results = await examine({
    // biome-ignore lint/style/noProcessEnv: a main file reads the environment once.
    settings: parseSettings(process.env, root),
    root,
    now: Date.now(),
    onlyPortal: values.portal,
  })
  for (const { level, text, advice } of results) {
    console.log(`${SIGNS[level]}${text}`)
    if (advice) console.log(`         → ${advice}`)
  }
  process.exitCode = results.some(({ level }) => level === 'critical') ? 1 : 0
} catch (error) {
  console.error(error instanceof StartRefused || error instanceof TypeError ? error.message : error)
  process.exitCode = 2
}
