import { env } from 'cloudflare:workers'
import { createWorker } from './worker.ts'

const { fetch, scheduled, PowerKeeper, LiveHub } = createWorker(env, {
  now: () => Date.now(),
  wallClock: () => Date.now(),
})

export { LiveHub, PowerKeeper }
export default { fetch, scheduled }
