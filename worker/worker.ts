import { waitUntil } from 'cloudflare:workers'
import type { D1Database, DurableObjectNamespace, Fetcher } from '@cloudflare/workers-types'
import { PLUG_TEST_CRON } from '../host/protocol.ts'
import { createApp } from './app.ts'
import { bridgeClient } from './clients/bridge.ts'
import { edgeHostClient } from './clients/edge-host.ts'
import { hostClient } from './clients/host.ts'
import { liveClient } from './clients/live.ts'
import { openDatabase } from './db/database.ts'
import { type Deps, type Log, parseConfig } from './deps.ts'
import { liveHub } from './live-hub.ts'
import { powerKeeper } from './power-keeper.ts'
import { boardMemory } from './services/board-memory.ts'
import { testNextPlug } from './services/plug-tests.ts'
import { keepNight } from './services/retention.ts'

/** One JSON line per event; the host adds it to its own log. */
const log: Log = {
  info: (event, facts) => console.log(JSON.stringify({ level: 'info', part: 'worker', event, ...facts })),
  warn: (event, facts) => console.warn(JSON.stringify({ level: 'warn', part: 'worker', event, ...facts })),
  error: (event, facts) => console.error(JSON.stringify({ level: 'error', part: 'worker', event, ...facts })),
}

type Passes = { pass: () => Promise<void> }
type Bindings = {
  DB: D1Database
  HOST: Fetcher | undefined
  POWER_KEEPER: DurableObjectNamespace
  LIVE_HUB: DurableObjectNamespace
}
/** `now` is the workshop's time, settable in tests; `wallClock` dates what other processes check. */
export type Clocks = { now: () => number; wallClock: () => number }

/** The real dependencies and the entry points that workerd calls. */
export const createWorker = (env: unknown, clocks: Clocks) => {
  const config = parseConfig(env)
  // Named by wrangler.toml, made by the runtime: there is nothing to check them against.
  const { DB, HOST, POWER_KEEPER, LIVE_HUB } = env as Bindings
  const keeper = () => POWER_KEEPER.get(POWER_KEEPER.idFromName('workshop')) as unknown as Passes
  const live = liveClient(LIVE_HUB, clocks.wallClock)

  const deps: Deps = {
    config,
    db: openDatabase(DB),
    bridge: bridgeClient({ url: config.bridgeUrl, secret: config.bridgeSecret, wallClock: clocks.wallClock }),
    host: HOST ? hostClient(HOST) : edgeHostClient(),
    live,
    board: boardMemory(clocks.now, () => waitUntil(live.announce().catch(() => undefined))),
    now: clocks.now,
    newId: () => crypto.randomUUID(),
    log,
    // A pass that fails says so in the log, and the next one comes within a minute.
    nudgePower: () =>
      waitUntil(
        keeper()
          .pass()
          .catch(() => undefined),
      ),
    passPower: () => keeper().pass(),
    inBackground: (work) => waitUntil(work.catch(() => undefined)),
    pause: (ms) => scheduler.wait(ms),
  }
  const app = createApp(deps)
  return {
    fetch: (request: Request) => app.fetch(request),
    scheduled: async ({ cron }: { cron: string }) => {
      if (cron === PLUG_TEST_CRON) return testNextPlug(deps)
      // Each on its own: what fails in one is no reason to leave the other.
      const failed = (await Promise.allSettled([keeper().pass(), keepNight(deps)])).find(
        ({ status }) => status === 'rejected',
      )
      if (failed?.status === 'rejected') throw failed.reason
    },
    PowerKeeper: powerKeeper(() => deps, clocks.wallClock),
    LiveHub: liveHub(() => deps),
  }
}
