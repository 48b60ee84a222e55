/**
 * Lets time pass for a plug: integrates its energy and lets timers fire in the order of their times.
 * Called before every look at a plug, so nothing depends on who looks when.
 */
import { coolDown, type Device, setRelay, wattsNow } from './device.ts'
import { addEnergy, SLOT_MS } from './energy-history.ts'
import { LOAD_STEP_SECONDS } from './load.ts'
import { plugNow, whenShown } from './plug-time.ts'

const STEP_MS = LOAD_STEP_SECONDS * 1000
/** How long a plug carries more than its limit before it trips. */
const TRIP_MS = 1_000
const NEVER = Number.POSITIVE_INFINITY

/** The limit that switches the plug off, watts. */
const tripWatts = (device: Device): number =>
  device.state.protection.enabled ? Math.min(device.state.protection.watts, device.maxWatts) : device.maxWatts

/** When something next changes by itself. */
function nextChange(device: Device): number {
  const { state } = device
  const at = state.advancedTo
  const timer = Math.min(
    state.countdown?.endsAt ?? NEVER,
    state.autoOff.endsAt ?? NEVER,
    state.heat.endsAt ?? NEVER,
  )
  if (!state.relay) return timer
  const slotEnd = (Math.floor(plugNow(state.time, at) / SLOT_MS) + 1) * SLOT_MS
  const stepEnd = at + STEP_MS - ((at - state.runSince) % STEP_MS)
  const trip = state.excessSince === null ? NEVER : state.excessSince + TRIP_MS
  return Math.min(timer, stepEnd, whenShown(state.time, slotEnd), trip)
}

/** Energy that was used but is not yet in the history: steps of one slot are added to it together. */
interface Unbooked {
  slot: number
  shown: number
  energyMwh: number
  runtimeMs: number
}

function book(device: Device, unbooked: Unbooked | undefined): void {
  if (unbooked) addEnergy(device.state.energy, device.state.time, unbooked.shown, unbooked)
}

/** Uses energy until then; returns what is not booked yet. */
function integrate(device: Device, watts: number, until: number, before: Unbooked | undefined): Unbooked {
  const { state } = device
  const runtimeMs = until - state.advancedTo
  const energyMwh = (watts * runtimeMs) / 3_600
  const shown = plugNow(state.time, state.advancedTo)
  const slot = Math.floor(shown / SLOT_MS)
  state.advancedTo = until
  if (before?.slot !== slot) {
    book(device, before)
    return { slot, shown, energyMwh, runtimeMs }
  }
  before.energyMwh += energyMwh
  before.runtimeMs += runtimeMs
  return before
}

function fireDue(device: Device): void {
  const { state } = device
  const at = state.advancedTo
  const isDue = (time: number | null | undefined): boolean => typeof time === 'number' && time <= at
  if (isDue(state.heat.endsAt)) coolDown(device)
  if (state.excessSince !== null && isDue(state.excessSince + TRIP_MS)) {
    setRelay(device, false)
    // A welded contact can't trip.
    state.overloaded = !state.relay
    state.excessSince = null
  }
  if (isDue(state.autoOff.endsAt)) {
    state.autoOff.endsAt = null
    setRelay(device, false)
  }
  const rule = state.countdown
  if (rule && isDue(rule.endsAt)) {
    rule.endsAt = null
    setRelay(device, rule.on)
  }
}

/** Brings the plug to the true time `now` (epoch ms). Time never runs backwards for it. */
export function advance(device: Device, now: number): void {
  const { state } = device
  let unbooked: Unbooked | undefined
  while (state.advancedTo < now) {
    const watts = wattsNow(device)
    if (watts <= tripWatts(device)) state.excessSince = null
    else state.excessSince ??= state.advancedTo
    const until = Math.min(now, Math.max(state.advancedTo + 1, nextChange(device)))
    if (state.relay) unbooked = integrate(device, watts, until, unbooked)
    else state.advancedTo = until
    fireDue(device)
  }
  book(device, unbooked)
}
