/** The real worker, but its clock can be set: `POST /__clock` with epoch milliseconds as text, or "real". */
import { env } from 'cloudflare:workers'
import { createWorker } from '../../../worker/worker.ts'

let frozenAt: number | undefined
const now = () => frozenAt ?? Date.now()

const worker = createWorker(env, { now, wallClock: () => Date.now() })

export const { PowerKeeper, LiveHub } = worker
export default {
  fetch: async (request: Request) => {
    if (new URL(request.url).pathname !== '/__clock') return worker.fetch(request as never)
    const text = await request.text()
    frozenAt = text === 'real' ? undefined : Number(text)
    return new Response(null, { status: 204 })
  },
  scheduled: worker.scheduled,
}
