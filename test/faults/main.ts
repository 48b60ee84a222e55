/**
 * Faults against the real processes of the demo: `node test/faults/main.ts [--rounds 200] [--only kill|disk]`.
 * Takes about three seconds a round on two free cores; the disk needs root.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { fillTheDisk } from './full-disk.ts'
import { killAtRandom } from './kill.ts'

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '200' }, only: { type: 'string' } },
})
const folder = mkdtempSync(join(tmpdir(), 'myp-faults-'))
try {
  if (values.only !== 'disk') await killAtRandom(Number(values.rounds), join(folder, 'kill'))
  rmSync(join(folder, 'kill'), { recursive: true, force: true })
  if (values.only === 'kill') process.exitCode = 0
  else if (process.getuid?.() === 0) await fillTheDisk(folder)
  else console.log('not checked: a full disk (needs root)')
} finally {
  rmSync(folder, { recursive: true, force: true })
}
