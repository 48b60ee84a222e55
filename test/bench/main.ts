/** Ratios and medians of one run, on this machine: `npm run bench`. */
import build from '../support/build-test-worker.ts'
import { benchFiveYears } from './five-years.ts'
import { benchYearOfJobs } from './year-of-jobs.ts'

await build()
await benchYearOfJobs()
await benchFiveYears()
