import { type Countdown, PlugRefused } from '../plug.ts'
import { CountdownRules } from './answers.ts'
import { asRefusal, isClockCode } from './refusal.ts'
import type { TapoSession } from './session.ts'

const listRules = { method: 'get_countdown_rules', params: { start_index: 0 } }
const removeAll = { method: 'remove_countdown_rules', params: { remove_all: true } }

/** The plug stores "in 900 s" as it is; the seconds it loses are the time between setting and reading. */
const toleranceSeconds = 30

/** The P110 holds at most one countdown rule, so replacing is remove, add, read back (reference §0.4). */
export const createCountdown = (session: TapoSession): Countdown => {
  const remainingSeconds = async (signal: AbortSignal): Promise<number | null> => {
    const parsed = CountdownRules.safeParse(await asRefusal(session.call(listRules, signal)))
    if (!parsed.success) throw new PlugRefused('protocol', 'get_countdown_rules of an unknown shape')
    const armed = parsed.data.rule_list.find((rule) => rule.enable && rule.desired_states?.on === false)
    return armed ? (armed.remain ?? armed.delay) : null
  }
  const change = async (
    requests: Parameters<TapoSession['callMany']>[0],
    signal: AbortSignal,
  ): Promise<void> => {
    const answers = await session.callMany(requests, signal)
    const failed = answers.find((answer) => answer.error_code !== 0)
    if (!failed && answers.length === requests.length) return
    const code = failed?.error_code ?? 0
    throw new PlugRefused(
      isClockCode(code) ? 'clock_unset' : 'protocol',
      `the countdown was refused with ${code}`,
    )
  }
  return {
    remainingSeconds,
    arm: async (afterSeconds, signal) => {
      const params = { delay: afterSeconds, desired_states: { on: false }, enable: true }
      await change([removeAll, { method: 'add_countdown_rule', params }], signal)
      const remaining = await remainingSeconds(signal)
      if (remaining === null || Math.abs(remaining - afterSeconds) > toleranceSeconds)
        throw new PlugRefused('protocol', 'the countdown is not there when read back')
    },
    disarm: async (signal) => {
      await change([removeAll], signal)
      if ((await remainingSeconds(signal)) !== null)
        throw new PlugRefused('protocol', 'the countdown is still there after it was removed')
    },
  }
}
