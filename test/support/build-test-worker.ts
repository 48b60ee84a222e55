import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { OFFLINE_TOOLS } from '../../host/supervision/build.ts'

/** The worker with a settable clock, bundled as the real one is. */
export const TEST_WORKER_DIR = 'dist/test-worker'

/** Once before all tests. */
export default async (): Promise<void> => {
  await promisify(execFile)(
    'node_modules/.bin/wrangler',
    ['deploy', 'test/support/test-worker/index.ts', '--dry-run', '--outdir', TEST_WORKER_DIR],
    { env: { ...process.env, ...OFFLINE_TOOLS } },
  )
}
