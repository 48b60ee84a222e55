/** How a machine is switched on and off. Loads are watts. */
export type PowerPolicy = {
  /** On so long before the start, 0–60. */
  warmUpMinutes: number
  /** At the end: off once the machine is idle, or at once where that is the safe way. */
  endPolicy: 'wait_until_idle' | 'cut'
  /** Below it the machine does nothing … */
  idleWatts: number
  /** … and only from this load on it works again: in between it stays what it was. At least `idleWatts`. */
  busyWatts: number
  /** So long below `idleWatts` is idle, 1–60. */
  idleMinutes: number
  /** Off comes so long after the load fell: fans still run, 0–120. */
  coolDownMinutes: number
  /** After so long beyond its end a job is a trainer's business, 1–1 440. */
  maxOverrunMinutes: number
  /** Whether the system may then switch a working machine off by itself. */
  cutsAtMaxOverrun: boolean
  /** Use without a job is switched off after this time if idle, 1–1 440. */
  unbookedMinutes: number
  /** Machines on one circuit are switched on one after the other. */
  circuit: string
}
export type PowerPolicyOverride = Partial<PowerPolicy>

const PRINTER: PowerPolicy = {
  warmUpMinutes: 0,
  endPolicy: 'wait_until_idle',
  idleWatts: 20,
  busyWatts: 25,
  idleMinutes: 3,
  coolDownMinutes: 0,
  maxOverrunMinutes: 120,
  cutsAtMaxOverrun: false,
  unbookedMinutes: 15,
  circuit: 'main',
}

/**
 * What is known of kinds and models, the first that fits. Estimates from data sheets, with room to the
 * standby load; a calibration replaces them by what the machine really draws.
 */
const KNOWN: { kind?: string; model?: RegExp; policy: PowerPolicyOverride }[] = [
  { kind: 'laser', policy: { idleWatts: 60, busyWatts: 80, coolDownMinutes: 5 } },
  { kind: 'mill', policy: { idleWatts: 40, busyWatts: 60, coolDownMinutes: 2 } },
  // Resin printers work with little more than their light.
  { model: /photon|mars|saturn|sl1/i, policy: { idleWatts: 14, busyWatts: 18, idleMinutes: 5 } },
  // Large machines with several tools idle higher and hold their bed's heat.
  { model: /\bxl\b/i, policy: { idleWatts: 40, busyWatts: 55, coolDownMinutes: 5 } },
]

/** The default for the kind and model, overridden for the printer. `busyWatts` never falls below `idleWatts`. */
export const powerPolicyOf = (
  { kind, model }: { kind: string; model: string },
  override: PowerPolicyOverride,
): PowerPolicy => {
  const known = KNOWN.find(
    (entry) => (entry.kind ?? kind) === kind && (entry.model === undefined || entry.model.test(model)),
  )
  const policy = { ...PRINTER, ...known?.policy, ...override }
  return { ...policy, busyWatts: Math.max(policy.busyWatts, policy.idleWatts) }
}
