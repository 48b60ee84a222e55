/**
 * Faults against the real processes of the demo:
 * `npm run faults [-- --rounds 200] [--only kill,disk,read-only,handles,bridge,clock] [--soak [--days 1]]`.
 * A kill takes about three seconds on two free cores, the disks need root. A day of use takes some ten minutes.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import buildTestWorker from '../support/build-test-worker.ts'
import { loseTheBridge } from './bridge-gone.ts'
import { jumpTheClock } from './clock-jumps.ts'
import { takeTheFileHandles } from './file-handles.ts'
import { fillTheDisk } from './full-disk.ts'
import { killAtRandom } from './kill.ts'
import { makeTheDiskReadOnly } from './read-only-disk.ts'
import { soak } from './soak.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '200' },
    only: { type: 'string' },
    soak: { type: 'boolean', default: false },
    days: { type: 'string', default: '1' },
  },
})

type Fault = { needsRoot?: true; run: (folder: string) => Promise<void> }
const FAULTS: Record<string, Fault> = {
  bridge: { run: loseTheBridge },
  clock: { run: jumpTheClock },
  handles: { run: (folder) => takeTheFileHandles(join(folder, 'handles')) },
  disk: { needsRoot: true, run: fillTheDisk },
  'read-only': { needsRoot: true, run: makeTheDiskReadOnly },
  kill: { run: (folder) => killAtRandom(Number(values.rounds), join(folder, 'kill')) },
}

const wanted = values.only?.split(',') ?? Object.keys(FAULTS)
await buildTestWorker()
for (const [name, { needsRoot, run }] of values.soak ? [] : Object.entries(FAULTS)) {
  if (!wanted.includes(name)) continue
  if (needsRoot && process.getuid?.() !== 0) {
    console.log(`not checked: ${name} (needs root)`)
    continue
  }
  const folder = mkdtempSync(join(tmpdir(), 'myp-faults-'))
  try {
    await run(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
if (values.soak) {
  const folder = mkdtempSync(join(tmpdir(), 'myp-soak-'))
  try {
    await soak(folder, Number(values.days))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
