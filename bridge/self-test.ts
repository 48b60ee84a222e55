import type { Clock } from './clock.ts'
import { explain } from './failures.ts'
import type { Notebook } from './notebook.ts'
import { type Plug, PlugRefused, type PlugState, PlugUnreachable } from './plug.ts'
import type { FailureKind, SelfTestAnswer, SelfTestItem, SelfTestStatus } from './protocol.ts'
import { verdicts } from './self-test-texts.ts'

type SelfTestDeps = { plugId: string; plug: Plug; notebook: Notebook; clock: Clock }
type Name = SelfTestItem['name']

/** Up to a day is the most a countdown takes; removed again at once. */
const trialSeconds = 86_400

/**
 * Tries everything a reservation will need of this plug, without touching the relay. A countdown that is
 * armed is left alone and counts as proof. Runs in the plug's lane.
 *
 * @param woke whether the plug answered a discovery probe; `undefined`: there is none for this make
 */
export const runSelfTest = async (
  deps: SelfTestDeps,
  woke: boolean | undefined,
  signal: AbortSignal,
): Promise<SelfTestAnswer> => {
  const { plug, notebook, clock } = deps
  const items: SelfTestItem[] = []
  const add = (name: Name, verdict: Omit<SelfTestItem, 'name'>) => items.push({ name, ...verdict })
  const addFailure = (name: Name, kind: FailureKind, status: SelfTestStatus = 'failed') => {
    const { message, advice } = explain(kind, clock.now())
    add(name, { status, message, advice })
  }
  const attempt = async (name: Name, task: () => Promise<void>): Promise<void> => {
    try {
      await task()
    } catch (error) {
      signal.throwIfAborted()
      addFailure(name, kindOf(error))
    }
  }

  if (woke !== undefined) add('wake_up', woke ? verdicts.wakes : verdicts.doesNotWake)
  let state: PlugState | undefined
  try {
    state = await plug.read(signal)
    notebook.accept(state)
    for (const name of ['reachability', 'protocol', 'credentials'] as const) add(name, verdicts.fine)
  } catch (error) {
    signal.throwIfAborted()
    notebook.fail(kindOf(error))
    for (const { name, failed } of blame(kindOf(error)))
      failed ? addFailure(name, kindOf(error)) : add(name, verdicts.fine)
  }
  if (state) {
    const found = state
    await attempt('clock', async () => {
      const time = await plug.clock?.agree(signal)
      if (time) add('clock', time.wasSet ? verdicts.clockWasSet : verdicts.fine)
    })
    await attempt('countdown', async () => {
      if (!plug.countdown) return
      if ((await plug.countdown.remainingSeconds(signal)) === null) {
        await plug.countdown.arm(trialSeconds, signal)
        await plug.countdown.disarm(signal)
      }
      add('countdown', verdicts.fine)
    })
    await attempt('settings', async () => {
      const settings = await plug.provision?.(signal)
      if (settings)
        add(
          'settings',
          settings.every((one) => one.outcome === 'kept' || one.outcome === 'changed')
            ? verdicts.fine
            : verdicts.settingsDiffer(settings),
        )
    })
    add(
      'energy',
      found.watts === null ? verdicts.noEnergy : found.todayWh === null ? verdicts.noCounter : verdicts.fine,
    )
    add('wifi', wifiVerdict(found.rssi))
    add(
      'temperature',
      found.overheated ? verdicts.overheated : found.overheated === null ? verdicts.notTold : verdicts.fine,
    )
    add('firmware', firmwareVerdict(plug, found.firmware))
  }
  const worst =
    (['failed', 'warning'] as const).find((status) => items.some((item) => item.status === status)) ?? 'ok'
  return { plugId: deps.plugId, at: clock.now(), status: worst, items }
}

/** What a failed reading says about the first three steps; steps after the broken one were not reached. */
const blame = (kind: FailureKind): { name: Name; failed: boolean }[] => {
  const reached = (name: Name) => ({ name, failed: false })
  const broken = (name: Name) => ({ name, failed: true })
  switch (kind) {
    case 'auth_failed':
      return [reached('reachability'), reached('protocol'), broken('credentials')]
    case 'refused':
    case 'timeout':
    case 'no_answer_yet':
      return [broken('reachability')]
    default:
      return [reached('reachability'), broken('protocol')]
  }
}

/** dBm; below -70 gaps of half a minute are reported, below -80 it hardly holds. */
const wifiVerdict = (rssi: number | null) => {
  if (rssi === null) return verdicts.notTold
  if (rssi < -80) return verdicts.wifiBad(rssi)
  return rssi < -70 ? verdicts.wifiWeak(rssi) : verdicts.fine
}

const firmwareVerdict = (plug: Plug, firmware: string | null) => {
  const verdict = firmware === null ? 'unknown' : plug.judgeFirmware?.(firmware)
  if (verdict === 'risky') return verdicts.firmwareRisky(firmware ?? '')
  return verdict === 'unknown' ? verdicts.firmwareUnknown(firmware ?? '?') : verdicts.fine
}

const kindOf = (error: unknown): FailureKind => {
  if (error instanceof PlugUnreachable || error instanceof PlugRefused) return error.kind
  throw error
}
