import { insertAudit, insertAuditIfChanged } from '../db/audit-events.ts'
import { duplicateOf } from '../db/database.ts'
import { type PlugRow, selectPlugs } from '../db/plugs.ts'
import {
  type EmergencyStop,
  endOverride,
  insertOverride,
  insertStop,
  type PowerOverride,
  releaseStop,
  selectOpenStop,
} from '../db/power-switches.ts'
import { findPrinter } from '../db/printers.ts'
import type { Deps } from '../deps.ts'
import type { UserActor } from '../domain/access.ts'
import { changesBetween, deedOf } from './audit.ts'
import { observePlugs } from './observe-plugs.ts'
import { iso, type Language, presentPower } from './present.ts'
import { Refused } from './refusal.ts'
import { switchPlug } from './switch-plug.ts'

const MINUTE_MS = 60_000
/** A pass with a dead plug takes up to 12 s; the caller waits a little longer. */
const LOOK_DEADLINE_MS = 13_000

export type ManualSwitch = { state: 'on' | 'off'; minutes: number; reason: string }

/**
 * A trainer switches a printer by hand, for so many minutes: recorded, done by the power pass, and answered
 * with what was seen afterwards. Refuses with `not_found`, `invalid_state` for a printer without a plug or
 * while everything is stopped, `plug_unreachable` when it could not be seen to follow: it will when it returns.
 */
export const switchByHand = async (
  deps: Deps,
  actor: UserActor,
  language: Language,
  printerId: string,
  wish: ManualSwitch,
) => {
  const printer = await findPrinter(deps.db, printerId)
  if (!printer || printer.archivedAt !== null) throw new Refused('not_found')
  if (printer.plugId === null) throw new Refused('invalid_state')
  const [stop] = await selectOpenStop(deps.db)
  if (stop && wish.state === 'on') throw new Refused('invalid_state', { extra: { stop: presentStop(stop) } })

  const now = deps.now()
  const override: PowerOverride = {
    id: deps.newId(),
    printerId,
    state: wish.state,
    reason: wish.reason,
    createdAt: now,
    createdBy: actor.id,
    jobId: null,
    endsAt: now + wish.minutes * MINUTE_MS,
    endedAt: null,
  }
  const deed = {
    at: now,
    action: 'printer.switch',
    entityId: printerId,
    changes: changesBetween({}, wish),
  } as const
  await deps.db
    .batch([
      endOverride(deps.db, printerId, now),
      insertOverride(deps.db, override),
      insertAudit(deps.db, deedOf(actor, deed)),
    ])
    .catch((error: unknown) => {
      // Two trainers at once: the second one sees what the first one did.
      if (duplicateOf(error)) throw new Refused('conflict')
      throw error
    })
  await Promise.race([deps.passPower().catch(() => undefined), deps.pause(LOOK_DEADLINE_MS)])
  const power = presentPower(printer.plugId, await observePlugs(deps), language)
  const view = { override: presentOverride(override), power }
  if (power?.state !== wish.state) throw new Refused('plug_unreachable', { extra: view })
  return view
}

/** Lets the printer follow its reservations again. Refuses with `not_found` when nothing was switched by hand. */
export const endManualSwitch = async (deps: Deps, actor: UserActor, printerId: string): Promise<void> => {
  const now = deps.now()
  const deed = { at: now, action: 'printer.follow_jobs', entityId: printerId } as const
  const [ended] = await deps.db.batch([
    endOverride(deps.db, printerId, now),
    insertAuditIfChanged(deps.db, deedOf(actor, deed)),
  ])
  if (ended.meta.changes === 0) throw new Refused('not_found')
  deps.board.forget()
  deps.nudgePower()
}

const presentOverride = ({ state, reason, endsAt, createdAt }: PowerOverride) => ({
  state,
  reason,
  since: iso(createdAt),
  until: iso(endsAt),
})

const presentStop = ({ reason, createdAt, createdBy }: EmergencyStop) => ({
  reason,
  since: iso(createdAt),
  by: createdBy,
})

/** Whether everything is held off, and why. */
export const readStop = async (deps: Deps) => {
  const [stop] = await selectOpenStop(deps.db)
  return { stop: stop ? presentStop(stop) : null }
}

/**
 * Everything off now, and it stays off until it is released. The one place beside the pass that switches: it
 * does not wait for a pass that may be held up by the very plug that burns. Answers what each plug was seen to
 * be; those that did not answer are told again by every pass.
 */
export const stopAll = async (deps: Deps, actor: UserActor, { reason }: { reason: string }) => {
  const now = deps.now()
  const id = deps.newId()
  const row = { id, reason, createdAt: now, createdBy: actor.id, releasedAt: null, releasedBy: null }
  await deps.db.batch([
    insertStop(deps.db, row),
    insertAuditIfChanged(
      deps.db,
      deedOf(actor, { at: now, action: 'power.stop_all', entityId: id, changes: { reason: [null, reason] } }),
    ),
  ])
  deps.board.forget()
  const plugs = await selectPlugs(deps.db)
  const switchOff = async ({ id: plugId, name }: PlugRow) => {
    const sent = await switchPlug(deps, actor, {
      plugId,
      on: false,
      offAfterSeconds: null,
      because: 'held off in an emergency',
    })
    return { plugId, name, state: sent.observed.state }
  }
  const items = await Promise.all(plugs.map(switchOff))
  deps.nudgePower()
  return { ...(await readStop(deps)), plugs: items }
}

/** Ends the stop: plugs follow their reservations again. Refuses with `not_found` when there is none. */
export const releaseAll = async (deps: Deps, actor: UserActor): Promise<void> => {
  const now = deps.now()
  const deed = { at: now, action: 'power.release_all', entityId: 'all' } as const
  const [released] = await deps.db.batch([
    releaseStop(deps.db, now, actor.id),
    insertAuditIfChanged(deps.db, deedOf(actor, deed)),
  ])
  if (released.meta.changes === 0) throw new Refused('not_found')
  deps.board.forget()
  deps.nudgePower()
}
