/** What an emulated plug remembers. Plain data, so that it can be saved; all `…At` and `…Since` true time, epoch ms. */
import * as z from 'zod'

const Moment = z.number()

export const DeviceState = z.strictObject({
  /** Everything up to this moment has happened. */
  advancedTo: Moment,
  relay: z.boolean(),
  onSince: Moment.nullable(),
  /** Counts the machine's runs: each switch-on starts a new piece of work. */
  run: z.number().int(),
  runSince: Moment,
  nickname: z.string(),
  /** The plug's own clock, see `plug-time.ts`. */
  time: z.strictObject({
    base: z.number(),
    setAt: Moment,
    rate: z.number().positive(),
    timeDiff: z.number().int(),
    region: z.string(),
  }),
  defaultState: z.enum(['last', 'on', 'off']),
  /** `endsAt: null`: fired or switched off; the plug keeps such a rule in its list. */
  countdown: z
    .strictObject({ delaySeconds: z.number().int(), on: z.boolean(), endsAt: Moment.nullable() })
    .nullable(),
  autoOff: z.strictObject({
    enabled: z.boolean(),
    delayMinutes: z.number().int(),
    endsAt: Moment.nullable(),
  }),
  protection: z.strictObject({ enabled: z.boolean(), watts: z.number() }),
  overloaded: z.boolean(),
  /** Since when the load is above the limit. */
  excessSince: Moment.nullable(),
  heat: z.strictObject({
    status: z.enum(['normal', 'cool_down', 'overheated']),
    endsAt: Moment.nullable(),
  }),
  ledRule: z.enum(['always', 'never', 'night_mode']),
  autoUpdate: z.boolean(),
  /** 0: connected to the maker's cloud, 1: not. */
  cloudStatus: z.literal([0, 1]),
  /** Keys: slot number since the epoch by the plug's clock, and plug-local dates; see `energy-history.ts`. */
  energy: z.strictObject({
    slots: z.record(z.string(), z.number()),
    days: z.record(z.string(), z.strictObject({ energyMwh: z.number(), runtimeMs: z.number() })),
  }),
})
export type DeviceState = z.infer<typeof DeviceState>
export type CountdownRule = NonNullable<DeviceState['countdown']>
export type PlugTime = DeviceState['time']
export type EnergyHistory = DeviceState['energy']

/** A plug fresh from its set-up in the Tapo app: off, clock right, factory settings. */
export const freshState = (nickname: string, now: number): DeviceState => ({
  advancedTo: now,
  relay: false,
  onSince: null,
  run: 0,
  runSince: now,
  nickname,
  time: { base: now, setAt: now, rate: 1, timeDiff: 60, region: 'Europe/Berlin' },
  defaultState: 'last',
  countdown: null,
  autoOff: { enabled: false, delayMinutes: 120, endsAt: null },
  protection: { enabled: false, watts: 2_960 },
  overloaded: false,
  excessSince: null,
  heat: { status: 'normal', endsAt: null },
  ledRule: 'always',
  autoUpdate: true,
  cloudStatus: 0,
  energy: { slots: {}, days: {} },
})
