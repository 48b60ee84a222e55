import { env } from 'cloudflare:workers'
import { createWorker } from './worker.ts'

const { fetch, scheduled, PowerKeeper } = createWorker(env, {
  now: () => Date.now(),
  wallClock: () => Date.now(),
})

export { PowerKeeper }
export default { fetch, scheduled }
