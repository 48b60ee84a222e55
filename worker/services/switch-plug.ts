import type { PlugReading } from '../../bridge/protocol.ts'
import { BridgeUnreachable } from '../clients/bridge.ts'
import { insertAudit } from '../db/audit-events.ts'
import type { Deps } from '../deps.ts'
import type { Actor } from '../domain/access.ts'
import type { Observed } from '../domain/power-facts.ts'
import { deedOf } from './audit.ts'
import { observedOf } from './power-facts.ts'

export type Command = { plugId: string; on: boolean; offAfterSeconds: number | null; because: string }
/** `failed`: the plug did not do it. Where the bridge is lost nothing is known of the plug. */
export type Sent = { observed: Observed; failed: boolean; reading: PlugReading | undefined }

/**
 * A plug that was silent already gets so long in a pass; the command lives on in the bridge, and the next
 * pass sees what came of it. So a dead plug delays nobody.
 */
const SILENT_GRACE_MS = 2_000

/** Sends the command and believes only what was read back. Never throws for a plug's or the bridge's failure. */
export const switchPlug = async (deps: Deps, actor: Actor, command: Command): Promise<Sent> => {
  const { plugId, on, offAfterSeconds, because } = command
  const nothing = {
    observed: { state: 'unknown', since: deps.now() },
    failed: true,
    reading: undefined,
  } as const
  try {
    const order = { on, ...(offAfterSeconds === null ? {} : { offAfterSeconds }) }
    const outcome = await deps.bridge.switchPlug(plugId, order)
    if (!outcome.ok) {
      const failure = outcome.failure?.kind
      deps.log.warn('plug not switched', { plugId, on, kind: failure, detail: outcome.detail })
      return nothing
    }
    await insertAudit(
      deps.db,
      deedOf(actor, {
        at: deps.now(),
        action: on ? 'plug.switch_on' : 'plug.switch_off',
        entityId: plugId,
        changes: { because: [null, because] },
      }),
    )
    deps.board.forget()
    return { observed: observedOf(outcome.reading, deps.now()), failed: false, reading: outcome.reading }
  } catch (error) {
    if (!(error instanceof BridgeUnreachable)) throw error
    deps.log.warn('bridge lost during a command', { plugId, on })
    return { ...nothing, failed: false }
  }
}

/** The same for a plug that was silent before: waits a little and leaves the rest to the background. */
export const switchSilentPlug = async (deps: Deps, actor: Actor, command: Command): Promise<Sent> => {
  const sending = switchPlug(deps, actor, command)
  deps.inBackground(sending.then(() => undefined))
  const stillSilent: Sent = {
    observed: { state: 'unknown', since: deps.now() },
    failed: true,
    reading: undefined,
  }
  return Promise.race([sending, deps.pause(SILENT_GRACE_MS).then(() => stillSilent)])
}
