import { insertAuditIfChanged } from '../db/audit-events.ts'
import { refusedBy } from '../db/database.ts'
import {
  deleteHeldSlot,
  endWaitsBefore,
  type HeldSlot,
  insertHeldSlot,
  selectLapsedHolds,
  selectLine,
  updateWait,
  type WaitRow,
} from '../db/waiting-list.ts'
import type { Deps } from '../deps.ts'
import type { Actor } from '../domain/access.ts'
import { freeSlots } from '../domain/free-slots.ts'
import { deedOf } from './audit.ts'
import { readPrinterFacts } from './booking-facts.ts'
import { notifyIfChanged } from './notify.ts'
import { Refused } from './refusal.ts'

const SYSTEM: Actor = { kind: 'system' }
const MINUTE_MS = 60_000
/** So many people in line are looked after in one pass. */
const MAX_SERVED = 100

/** Releases holds whose time is up, then offers what is free to the line, first come first served. */
export const serveWaitingList = async (deps: Deps): Promise<void> => {
  const now = deps.now()
  const [lapsed] = await deps.db.batch([selectLapsedHolds(deps.db, now), endWaitsBefore(deps.db, now)])
  for (const held of lapsed) await lapse(deps, held)
  for (const wait of await selectLine(deps.db, MAX_SERVED)) await offer(deps, wait)
}

const lapse = async (deps: Deps, held: HeldSlot & { printerName: string }): Promise<void> => {
  const { waitId, userId, printerId, startsAt } = held
  await deps.db.batch([
    deleteHeldSlot(deps.db, waitId),
    updateWait(deps.db, waitId, ['offered'], { status: 'lapsed' }),
    insertAuditIfChanged(deps.db, deedOf(SYSTEM, { at: deps.now(), action: 'wait.lapse', entityId: waitId })),
    notifyIfChanged(deps, {
      userId,
      kind: 'slot_lapsed',
      params: { printer: held.printerName, startsAt },
      printerId,
    }),
  ])
}

/** The first slot that this person could book now is held for them. Nothing when there is none. */
const offer = async (deps: Deps, wait: WaitRow): Promise<void> => {
  const now = deps.now()
  const durationMs = wait.minutes * MINUTE_MS
  const range = { startsAt: Math.max(wait.fromAt, now), endsAt: wait.untilAt }
  const found = await readPrinterFacts(deps, wait.userId, range).catch((error: unknown) => {
    // Somebody who has left is not served; their entry ends with its time.
    if (error instanceof Refused && error.code === 'not_found') return undefined
    throw error
  })
  if (!found) return
  const printers = found.printers.filter(({ id, kind }) =>
    wait.printerId === null ? kind === wait.kind : id === wait.printerId,
  )
  const until = wait.untilAt - durationMs
  const [slot] = freeSlots(printers.map(found.factsOf), durationMs, {
    from: range.startsAt,
    until,
    now,
    limit: 1,
  })
  const printer = printers.find(({ id }) => id === slot?.printerId)
  if (!slot || !printer) return
  const { bufferMinutes } = found.factsOf(printer).policy
  const heldFor = now + found.settings.heldSlotMinutes * MINUTE_MS
  // A slot that begins soon must leave at least half of itself to whoever takes it.
  const expiresAt = Math.min(heldFor, Math.max(slot.startsAt, now) + durationMs / 2)
  const held: HeldSlot = {
    waitId: wait.id,
    printerId: printer.id,
    userId: wait.userId,
    startsAt: slot.startsAt,
    endsAt: slot.endsAt + bufferMinutes * MINUTE_MS,
    expiresAt,
  }
  const params = { printer: printer.name, startsAt: slot.startsAt, endsAt: slot.endsAt, until: expiresAt }
  try {
    await deps.db.batch([
      updateWait(deps.db, wait.id, ['waiting'], { status: 'offered' }),
      insertAuditIfChanged(deps.db, deedOf(SYSTEM, { at: now, action: 'wait.offer', entityId: wait.id })),
      notifyIfChanged(deps, { userId: wait.userId, kind: 'slot_offered', params, printerId: printer.id }),
      insertHeldSlot(deps.db, held),
    ])
  } catch (error) {
    // Somebody booked it between the look and the write: the next pass looks again.
    if (refusedBy(error) !== 'slot_taken') throw error
  }
}
