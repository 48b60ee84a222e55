import { BridgeUnreachable } from '../clients/bridge.ts'
import { insertAudit, insertAuditIfChanged } from '../db/audit-events.ts'
import { duplicateOf } from '../db/database.ts'
import { findPlugTest, type PlugTest, selectPlugTests } from '../db/plug-tests.ts'
import { archivePlug, findPlug, insertPlug, type PlugRow, selectPlugs, updatePlug } from '../db/plugs.ts'
import type { Deps } from '../deps.ts'
import type { Actor } from '../domain/access.ts'
import { changesBetween, deedOf } from './audit.ts'
import { type Observation, observePlugs } from './observe-plugs.ts'
import { forgetTest, presentPlugTest, testPlug } from './plug-tests.ts'
import { iso, type Language, presentPower } from './present.ts'
import { Refused } from './refusal.ts'

export type NewPlug = Pick<PlugRow, 'name' | 'driver' | 'address'>

const presentPlug = (
  plug: PlugRow,
  observation: Observation,
  test: PlugTest | undefined,
  language: Language,
) => {
  const reading = observation.bridge === 'up' ? observation.readings.get(plug.id) : undefined
  return {
    id: plug.id,
    name: plug.name,
    driver: plug.driver,
    address: plug.address,
    createdAt: iso(plug.createdAt),
    model: reading?.model ?? null,
    firmware: reading?.firmware ?? null,
    mac: reading?.mac ?? null,
    rssi: reading?.rssi ?? null,
    deadMan: reading?.deadMan ?? 'none',
    reading: presentPower(plug.id, observation, language),
    /** The last one, asked for or in the morning. */
    selfTest: test ? presentPlugTest(test, language) : null,
  }
}
export type PlugView = ReturnType<typeof presentPlug>

export const listPlugs = async (deps: Deps, language: Language): Promise<PlugView[]> => {
  const [[plugs, tests], observation] = await Promise.all([
    deps.db.batch([selectPlugs(deps.db), selectPlugTests(deps.db)]),
    observePlugs(deps),
  ])
  const testOf = (id: string) => tests.find(({ plugId }) => plugId === id)
  return plugs.map((plug) => presentPlug(plug, observation, testOf(plug.id), language))
}

const orRefuse = (error: unknown): never => {
  if (error instanceof BridgeUnreachable) throw new Refused('bridge_unreachable')
  throw error
}

const requirePlug = async (deps: Deps, id: string): Promise<PlugRow> => {
  const plug = await findPlug(deps.db, id)
  if (!plug) throw new Refused('not_found')
  return plug
}

export const readPlug = async (deps: Deps, language: Language, id: string): Promise<PlugView> => {
  const [plug, test, observation] = await Promise.all([
    requirePlug(deps, id),
    findPlugTest(deps.db, id),
    observePlugs(deps),
  ])
  return presentPlug(plug, observation, test, language)
}

/** The bridge hears of its plugs at once; should it be away, the next power pass tells it. */
const tellBridge = async (deps: Deps): Promise<void> => {
  deps.board.forget()
  const owned = (await selectPlugs(deps.db)).map(({ id, driver, address }) => ({ id, driver, address }))
  await deps.bridge
    .own(owned)
    .catch((error: unknown) => deps.log.warn('bridge not told of its plugs', { reason: String(error) }))
  deps.nudgePower()
}

const refuseTakenAddress = (error: unknown): never => {
  if (duplicateOf(error) === 'plugs.address')
    throw new Refused('conflict', { errors: [{ path: 'address', code: 'address_taken' }] })
  throw error
}

/** Adopts a plug. Refuses with `conflict` when its address belongs to another one. */
export const adoptPlug = async (
  deps: Deps,
  actor: Actor,
  language: Language,
  wish: NewPlug,
): Promise<PlugView> => {
  const now = deps.now()
  const plug: PlugRow = { ...wish, id: deps.newId(), createdAt: now, archivedAt: null }
  const deed = {
    at: now,
    action: 'plug.adopt',
    entityId: plug.id,
    changes: changesBetween({}, wish),
  } as const
  await deps.db
    .batch([insertPlug(deps.db, plug), insertAudit(deps.db, deedOf(actor, deed))])
    .catch(refuseTakenAddress)
  await tellBridge(deps)
  return readPlug(deps, language, plug.id)
}

export const changePlug = async (
  deps: Deps,
  actor: Actor,
  language: Language,
  id: string,
  wish: Partial<NewPlug>,
): Promise<PlugView> => {
  const changes = changesBetween(await requirePlug(deps, id), wish)
  if (Object.keys(changes).length > 0) {
    const deed = { at: deps.now(), action: 'plug.change', entityId: id, changes } as const
    await deps.db
      .batch([
        updatePlug(deps.db, id, wish),
        insertAuditIfChanged(deps.db, deedOf(actor, deed)),
        ...(changes.address ? forgetTest(deps, id, 'plug_replaced') : []),
      ])
      .catch(refuseTakenAddress)
    await tellBridge(deps)
  }
  return readPlug(deps, language, id)
}

/**
 * Lets go of a plug and takes it from its printer. Refuses with `conflict` while it is seen on: nobody
 * would switch it off any more. A plug that is silent may go: it may be broken. What its self-test found goes with it.
 */
export const removePlug = async (deps: Deps, actor: Actor, id: string): Promise<void> => {
  const plug = await readPlug(deps, 'de', id)
  if (plug.reading?.state === 'on')
    throw new Refused('conflict', { errors: [{ path: 'id', code: 'plug_is_on' }] })
  const now = deps.now()
  const deed = {
    at: now,
    action: 'plug.remove',
    entityId: id,
    changes: changesBetween({ address: plug.address }, { address: null }),
  } as const
  await deps.db.batch([
    ...archivePlug(deps.db, id, now),
    insertAuditIfChanged(deps.db, deedOf(actor, deed)),
    ...forgetTest(deps, id, 'plug_removed'),
  ])
  await tellBridge(deps)
}

/** The plug's self-test: each item `ok`, `warning` or `failed`, with advice. Takes up to 25 s. */
export const checkPlug = async (deps: Deps, language: Language, id: string) => {
  await requirePlug(deps, id)
  return presentPlugTest(await testPlug(deps, id).catch(orRefuse), language)
}

/** Plugs on the network, also those that belong to nobody yet. Takes about 3 s. */
export const discoverPlugs = async (deps: Deps) => ({
  items: await deps.bridge.discover().catch(orRefuse),
  nextCursor: null,
})
