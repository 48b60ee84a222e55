import type { SelfTestAnswer } from '../../bridge/protocol.ts'
import { BridgeUnreachable } from '../clients/bridge.ts'
import { closeIncident, type IncidentEnd, openIncident } from '../db/incidents.ts'
import { deletePlugTest, keepPlugTest, type PlugTest, selectPlugsToTest } from '../db/plug-tests.ts'
import { findPlug } from '../db/plugs.ts'
import type { Deps } from '../deps.ts'
import { lastTimeOf } from '../domain/local-time.ts'
import { endIncident } from './incident-sync.ts'
import { iso, type Language } from './present.ts'

/** Before the workshop opens, so that what is wrong is known when somebody comes who can mend it. */
const MORNING = '06:00'
const MINUTE_MS = 60_000
/** A test keeps its plug busy for up to 25 s: not when its machine is to be switched. */
const QUIET_MS = 2 * MINUTE_MS
/** These a plug fails that can't be reached at all, which is an incident of its own. */
const SILENCE = ['reachability', 'wake_up']

export const presentPlugTest = ({ plugId, at, status, items }: PlugTest, language: Language) => ({
  plugId,
  at: iso(at),
  status,
  items: items.map((item) => ({
    name: item.name,
    status: item.status,
    message: item.message[language],
    advice: item.advice?.[language] ?? null,
  })),
})

/** Tests a plug and keeps the result. Throws `BridgeUnreachable`. */
export const testPlug = async (deps: Deps, plugId: string): Promise<PlugTest> => {
  const before = await findPlug(deps.db, plugId)
  const { at, status, items } = await deps.bridge.check(plugId)
  const tested = { plugId, at, status, items }
  // Removed or replaced meanwhile: it says nothing of what is there now.
  const after = await findPlug(deps.db, plugId)
  if (!after || after.address !== before?.address) return tested
  await deps.db.batch([keepPlugTest(deps.db, tested), ...incidentOf(deps, { plugId, at, items })])
  deps.board.forget()
  return tested
}

const causeOf = (plugId: string): string => `plug_test_failed:${plugId}`

/** What a test has found is over with the plug that was tested: statements for a batch. */
export const forgetTest = (deps: Deps, plugId: string, end: IncidentEnd) =>
  [...endIncident(deps, causeOf(plugId), end), deletePlugTest(deps.db, plugId)] as const

const incidentOf = (deps: Deps, { plugId, at, items }: Pick<SelfTestAnswer, 'plugId' | 'at' | 'items'>) => {
  const cause = causeOf(plugId)
  const failed = items.filter(({ status }) => status === 'failed').map(({ name }) => name)
  if (failed.length === 0) return [closeIncident(deps.db, cause, at)]
  // A plug that is silent says nothing of what was wrong with it before.
  if (failed.every((name) => SILENCE.includes(name))) return []
  return [
    openIncident(deps.db, {
      id: deps.newId(),
      kind: 'plug_test_failed',
      severity: 'warning',
      cause,
      plugId,
      printerId: null,
      jobId: null,
      details: { failed: failed.filter((name) => !SILENCE.includes(name)) },
      openedAt: at,
    }),
  ]
}

/**
 * Every second minute, one plug that has not been tested since six in the morning; in turns, so that one that
 * can't be tested keeps no other waiting.
 */
export const testNextPlug = async (deps: Deps): Promise<void> => {
  const now = deps.now()
  const due = await selectPlugsToTest(deps.db, lastTimeOf(MORNING, now, deps.config.timeZone), {
    from: now - QUIET_MS,
    to: now + QUIET_MS,
  })
  const next = due[Math.floor(now / (2 * MINUTE_MS)) % Math.max(due.length, 1)]
  if (!next) return
  await testPlug(deps, next.id).catch((error: unknown) => {
    // Said already, by an incident; the next run asks again.
    if (!(error instanceof BridgeUnreachable)) throw error
  })
}
