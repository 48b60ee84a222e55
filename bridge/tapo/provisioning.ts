import * as z from 'zod'
import type { Setting } from '../plug.ts'
import { type Answered, AutoOff, AutoUpdate, DeviceInfo, LedInfo } from './answers.ts'
import { TapoError, type TapoRequest } from './klap-library.ts'
import type { TapoSession } from './session.ts'

export const LedRule = z.enum(['always', 'never', 'night_mode'])
export type LedRule = z.infer<typeof LedRule>

/** How to see one setting, when it is as it should be, and the request that makes it so. */
type Wish = {
  name: string
  method: string
  /** `undefined`: the plug does not tell. */
  valueOf: (result: unknown) => string | undefined
  wanted: string
  /** `undefined`: not ours to change, only reported. */
  change: ((result: unknown) => TapoRequest) | undefined
}

/**
 * Brings the settings into place that the reservation system relies on, and reads each back: off after
 * mains loss, no auto-off that would end a print, the light as configured. An automatic firmware update
 * is reported only: the app offers it, and a client that switches it off is not known to work.
 *
 * @throws PlugUnreachable when the plug can't be asked; a setting it refuses is an outcome, no error
 */
export const provision = async (
  session: TapoSession,
  led: LedRule | undefined,
  signal: AbortSignal,
): Promise<Setting[]> => {
  const settings: Setting[] = []
  for (const wish of wishes(led)) settings.push(await fulfil(session, wish, signal))
  return settings
}

const wishes = (led: LedRule | undefined): Wish[] => [
  {
    name: 'after_mains_loss',
    method: 'get_device_info',
    valueOf: (result) => {
      const states = DeviceInfo.safeParse(result).data?.default_states
      if (!states) return undefined
      return states.type === 'custom' ? (states.state?.on ? 'on' : 'off') : states.type
    },
    wanted: 'off',
    change: () => ({
      method: 'set_device_info',
      params: { default_states: { type: 'custom', state: { on: false } } },
    }),
  },
  {
    name: 'auto_off',
    method: 'get_auto_off_config',
    valueOf: (result) => {
      const autoOff = AutoOff.safeParse(result).data
      return autoOff && (autoOff.enable ? 'enabled' : 'disabled')
    },
    wanted: 'disabled',
    change: (result) => ({
      method: 'set_auto_off_config',
      params: { delay_min: AutoOff.safeParse(result).data?.delay_min ?? 120, enable: false },
    }),
  },
  {
    name: 'auto_update',
    method: 'get_auto_update_info',
    valueOf: (result) => {
      const autoUpdate = AutoUpdate.safeParse(result).data
      return autoUpdate && (autoUpdate.enable ? 'enabled' : 'disabled')
    },
    wanted: 'disabled',
    change: undefined,
  },
  ...(led === undefined ? [] : [ledWish(led)]),
]

const ledWish = (led: LedRule): Wish => ({
  name: 'led',
  method: 'get_led_info',
  valueOf: (result) => LedInfo.safeParse(result).data?.led_rule,
  wanted: led,
  change: (result) => ({
    method: 'set_led_info',
    params: { ...LedInfo.safeParse(result).data, led_rule: led },
  }),
})

const fulfil = async (session: TapoSession, wish: Wish, signal: AbortSignal): Promise<Setting> => {
  const { name, wanted } = wish
  const found = await ask(session, { method: wish.method }, signal)
  const value = found && wish.valueOf(found.result)
  if (found === undefined || value === undefined) return { name, outcome: 'unsupported', value: 'unknown' }
  if (value === wanted) return { name, outcome: 'kept', value }
  if (!wish.change) return { name, outcome: 'reported', value }
  await ask(session, wish.change(found.result), signal)
  const after = await ask(session, { method: wish.method }, signal)
  const valueAfter = (after && wish.valueOf(after.result)) ?? 'unknown'
  return { name, outcome: valueAfter === wanted ? 'changed' : 'failed', value: valueAfter }
}

/** `undefined`: the plug knows the method not, or not with these parameters. */
const ask = async (
  session: TapoSession,
  request: TapoRequest,
  signal: AbortSignal,
): Promise<Pick<Answered, 'result'> | undefined> => {
  try {
    return { result: await session.call(request, signal) }
  } catch (error) {
    if (error instanceof TapoError) return undefined
    throw error
  }
}
