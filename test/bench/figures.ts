/** Statistics over five years of thirty machines: `node test/bench/figures.ts`. */
import build from '../support/build-test-worker.ts'
import { benchFiveYears } from './five-years.ts'

await build()
await benchFiveYears()
