/** Whatever is done to a plug in whatever order, it stays a plug. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { advance } from '../../bridge/emulator/advance.ts'
import {
  armAutoOff,
  createDevice,
  type Device,
  disturbTime,
  forgetTime,
  loseMains,
  overheat,
  pressButton,
  setLoad,
  setRelay,
  wattsNow,
} from '../../bridge/emulator/device.ts'
import { DeviceState, freshState } from '../../bridge/emulator/device-state.ts'
import { sumDays } from '../../bridge/emulator/energy-history.ts'
import type { LoadProfile } from '../../bridge/emulator/load.ts'
import { HOUR, MONDAY_TEN } from './settled-plug.ts'

const loads: LoadProfile[] = ['print', 'failed-print', 'laser', 'standby', 'overload', 'none']

const happening = fc.oneof(
  fc.record({ what: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 30 * HOUR }) }),
  fc.record({ what: fc.constant('switch' as const), on: fc.boolean() }),
  fc.record({
    what: fc.constant('countdown' as const),
    seconds: fc.integer({ min: 1, max: 86_400 }),
    on: fc.boolean(),
  }),
  fc.record({ what: fc.constant('auto-off' as const), minutes: fc.integer({ min: 1, max: 600 }) }),
  fc.record({ what: fc.constant('load' as const), profile: fc.constantFrom(...loads) }),
  fc.record({
    what: fc.constant('clock' as const),
    offsetMs: fc.integer({ min: -HOUR, max: HOUR }),
    rate: fc.constantFrom(0.999, 1, 1.01),
  }),
  fc.record({
    what: fc.constantFrom('press' as const, 'overheat' as const, 'mains' as const, 'forget' as const),
  }),
)
type Happening = typeof happening extends fc.Arbitrary<infer Value> ? Value : never

function happen(device: Device, event: Happening): void {
  const { state } = device
  switch (event.what) {
    case 'wait':
      advance(device, state.advancedTo + event.ms)
      break
    case 'switch':
      setRelay(device, event.on)
      break
    case 'countdown':
      state.countdown = {
        delaySeconds: event.seconds,
        on: event.on,
        endsAt: state.advancedTo + event.seconds * 1000,
      }
      break
    case 'auto-off':
      state.autoOff = { enabled: true, delayMinutes: event.minutes, endsAt: null }
      armAutoOff(device)
      break
    case 'load':
      setLoad(device, event.profile)
      break
    case 'clock':
      disturbTime(device, event)
      break
    case 'press':
      pressButton(device)
      break
    case 'overheat':
      overheat(device)
      break
    case 'mains':
      loseMains(device)(device)
      break
    case 'forget':
      forgetTime(device)
      break
  }
}

test('after any sequence of events energy never fell, timers lie ahead and an open relay carries nothing', () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 30 }), fc.nat({ max: 100 }), (events, seed) => {
      const device = createDevice({
        firmware: 'fw-1.3',
        seed,
        loadProfile: 'print',
        state: freshState('plug', MONDAY_TEN),
      })
      let energyMwh = 0
      for (const event of events) {
        happen(device, event)
        const { state } = device
        const used = sumDays(state.energy, () => true).energyMwh
        expect(used).toBeGreaterThanOrEqual(energyMwh - 1e-3)
        energyMwh = used
        expect(state.relay).toBe(state.onSince !== null)
        if (!state.relay) expect(wattsNow(device)).toBe(0)
        for (const endsAt of [state.countdown?.endsAt, state.autoOff.endsAt, state.heat.endsAt])
          expect(endsAt ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(state.advancedTo)
        if (state.autoOff.endsAt !== null) expect(state.relay).toBe(true)
      }
      // What it remembers survives being written to a file.
      expect(DeviceState.parse(JSON.parse(JSON.stringify(device.state)))).toEqual(device.state)
    }),
    { numRuns: 100 },
  )
})
