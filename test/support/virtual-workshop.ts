import type { LoadProfile } from '../../bridge/emulator/load.ts'
import { createVirtualClock } from '../bridge/support/virtual-clock.ts'
import { startPlugs, startTestBridge } from './plugs.ts'
import { BRIDGE_SECRET, MONDAY_10, startWorkshop } from './workshop.ts'

const MINUTE_MS = 60_000

/** Draws next to nothing, whenever it is on. */
export const STANDBY: LoadProfile = { phases: [{ name: 'standby', watts: 8 }] }
export const PRINTING: LoadProfile = { phases: [{ name: 'print', watts: 90 }] }

/**
 * Worker, bridge and emulated plugs whose time passes only when a test says so: the bridge reads its plugs as
 * it does in life, and the power pass comes each minute. The bridge's time is ahead of real time, because it
 * refuses tokens of the worker that are valid for too long; the worker's begins on a Monday at ten.
 */
export const startVirtualWorkshop = async (count: number, load: LoadProfile = STANDBY) => {
  const clock = createVirtualClock(Date.now() + 60 * MINUTE_MS)
  const plugs = await startPlugs(count, { clock, load })
  const bridge = await startTestBridge(BRIDGE_SECRET, clock)
  const workshop = await startWorkshop({
    printers: count,
    plugAddresses: plugs.map(({ address }) => address),
    bridgeUrl: bridge.url,
    now: MONDAY_10,
  })
  await workshop.tick()
  await clock.advance(MINUTE_MS)
  await workshop.tick()
  return {
    ...workshop,
    plugs,
    bridge,
    /** Minutes go by, with a power pass at the end of each. */
    pass: async (minutes: number) => {
      for (let minute = 0; minute < minutes; minute++) {
        await clock.advance(MINUTE_MS)
        await workshop.advance(MINUTE_MS)
        await workshop.tick()
      }
    },
    /** Time goes by while the worker is away. */
    passWithoutWorker: async (ms: number) => {
      await clock.advance(ms)
      await workshop.advance(ms)
    },
    stop: async () => {
      await workshop.stop()
      await bridge.stop()
      await Promise.all(plugs.map((plug) => plug.stop()))
      clock.close()
    },
  }
}
export type VirtualWorkshop = Awaited<ReturnType<typeof startVirtualWorkshop>>
