import build from '../support/build-test-worker.ts'
import { benchYearOfJobs } from './year-of-jobs.ts'

await build()
await benchYearOfJobs()
