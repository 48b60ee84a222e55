/**
 * `npm run support-bundle -- FILE.tar.gz`: what somebody needs to help from afar, without people, addresses or
 * secrets: the doctor's findings, versions, table sizes, and the last log lines, redacted.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { dataFiles } from '../folders.ts'
import { examine } from '../health/examination.ts'
import { parseSettings } from '../settings.ts'
import { StartRefused } from '../start-refused.ts'
import { readDatabaseFacts } from './database-facts.ts'
import { lastLines } from './log-tail.ts'
import { createRedaction } from './redaction.ts'

const root = join(import.meta.dirname, '..', '..')
// biome-ignore lint/style/noProcessEnv: a main file reads the environment once.
const environment = process.env
const work = mkdtempSync(join(tmpdir(), 'myp-support-'))
try {
  const { positionals } = parseArgs({ allowPositionals: true })
  const [target] = positionals
  if (target === undefined || positionals.length > 1)
    throw new TypeError('usage: npm run support-bundle -- FILE.tar.gz')
  const settings = parseSettings(environment, root)
  const { names, tables } = readDatabaseFacts(dataFiles(settings.dataDir).database)
  const redaction = createRedaction(names)
  const results = await examine({ settings, root, now: Date.now(), onlyPortal: false })
  const doctor = results.map(({ level, text, advice }) => `${level}: ${text}${advice ? ` -> ${advice}` : ''}`)
  writeFileSync(join(work, 'doctor.txt'), `${redaction.text(doctor.join('\n'))}\n`)
  writeFileSync(join(work, 'tables.json'), `${JSON.stringify(tables, null, 2)}\n`)
  const folders = [environment.MYP_LOG_DIR, environment.MYP_BRIDGE_LOG_DIR, join(settings.dataDir, 'log')]
  for (const { name, lines } of lastLines(folders.filter((folder) => folder !== undefined))) {
    const kept = lines.flatMap((line) => redaction.line(line) ?? [])
    writeFileSync(join(work, `${name}.log`), `${kept.join('\n')}\n`)
  }
  execFileSync('tar', ['--create', '--gzip', `--file=${resolve(target)}`, '--directory', work, '.'])
  console.log(`made ${resolve(target)}; look into it before you send it: tar -xzf`)
} catch (error) {
  console.error(error instanceof StartRefused || error instanceof TypeError ? error.message : error)
  process.exitCode = 2
} finally {
  rmSync(work, { recursive: true, force: true })
}
