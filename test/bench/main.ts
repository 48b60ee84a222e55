/**
 * Measures on this machine: `npm run bench [-- portal,pages,switching,jobs,growth,figures]`. Prints a table, writes `dist/bench.json`,
 * and fails when a target is missed. Ratios hold on any machine, the rest only where nothing else runs: the load is written down with it.
 */
import { loadavg } from 'node:os'
import build from '../support/build-test-worker.ts'
import { benchFiveYears } from './five-years.ts'
import { benchGrowth } from './growth.ts'
import { benchPages } from './pages.ts'
import { benchPortal } from './portal.ts'
import { isMissed, printRow, type Row, writeReport } from './report.ts'
import { benchSwitching } from './switching.ts'
import { benchYearOfJobs } from './year-of-jobs.ts'

const BENCHES: Record<string, () => AsyncGenerator<Row>> = {
  portal: benchPortal,
  pages: benchPages,
  switching: benchSwitching,
  jobs: benchYearOfJobs,
  growth: benchGrowth,
  figures: benchFiveYears,
}

const wanted = process.argv[2]?.split(',') ?? Object.keys(BENCHES)
const loadBefore = loadavg()[0] ?? 0
await build()
const rows: Row[] = []
for (const name of wanted) {
  const bench = BENCHES[name]
  if (!bench) throw new Error(`no bench is called ${name}: ${Object.keys(BENCHES).join(', ')}`)
  for await (const row of bench()) {
    printRow(row)
    rows.push(row)
  }
}
writeReport(rows, loadBefore)
if (rows.some(isMissed)) process.exitCode = 1
