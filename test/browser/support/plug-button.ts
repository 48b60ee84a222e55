import type { Clock } from '../../../bridge/clock.ts'
import { createMetrics } from '../../../bridge/metrics.ts'
import { createTapoPlug } from '../../../bridge/tapo/tapo-plug.ts'

const account = { username: 'demo@myp.local', password: 'emulated-plug' }
const timeoutMs = 10_000
const clock: Clock = {
  now: () => Date.now(),
  after(delayMs, action) {
    const timer = setTimeout(action, delayMs)
    return () => clearTimeout(timer)
  },
}

/** Switches a plug past the workshop's back, as somebody with the maker's app does. */
export async function switchByApp(address: string, on: boolean): Promise<void> {
  const plug = createTapoPlug({
    address,
    account,
    clock,
    metrics: createMetrics(),
    timeZone: 'Europe/Berlin',
    led: undefined,
    wake: async () => false,
  })
  try {
    await plug.setRelay(on, AbortSignal.timeout(timeoutMs))
  } finally {
    plug.close()
  }
}
