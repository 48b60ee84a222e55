import { defineConfig } from 'vitest/config'

/** Slow is not broken: real processes, real sockets, real bcrypt and a real browser on two cores. */
const patience = { testTimeout: 90_000, hookTimeout: 180_000, expect: { poll: { timeout: 15_000 } } }

/** Two projects, so that bridge and emulator can be tested while the worker is being rewritten. */
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 3,
    projects: [
      {
        test: {
          ...patience,
          name: 'worker',
          include: ['test/{api,browser,faults}/**/*.test.ts'],
          globalSetup: ['test/support/build-test-worker.ts', 'test/support/unpack-browser.ts'],
        },
      },
      { test: { ...patience, name: 'rest', include: ['test/{unit,bridge,emulator,host}/**/*.test.ts'] } },
    ],
  },
})
