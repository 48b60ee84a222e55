import { insertAudit, insertAuditIfChanged } from '../db/audit-events.ts'
import { selectPrinter } from '../db/booking-facts.ts'
import {
  deleteHeldSlot,
  findHeldSlot,
  findWait,
  insertWait,
  selectWaits,
  updateWait,
  type WaitRow,
} from '../db/waiting-list.ts'
import type { Deps } from '../deps.ts'
import { mayDo, type UserActor } from '../domain/access.ts'
import { deedOf } from './audit.ts'
import { bookJob } from './book.ts'
import { iso, type JobView, type Language } from './present.ts'
import { Refused } from './refusal.ts'

export type Wait = {
  printerId?: string | undefined
  kind?: string | undefined
  minutes: number
  fromAt: number
  untilAt: number
}

/** So often one may stand in line at once. */
const MAX_WAITS = 10

type WaitWithOffer = Awaited<ReturnType<typeof selectWaits>>[number]

const present = ({ held, ...wait }: WaitWithOffer) => ({
  id: wait.id,
  userId: wait.userId,
  userName: wait.displayName,
  printerId: wait.printerId,
  kind: wait.kind,
  minutes: wait.minutes,
  from: iso(wait.fromAt),
  until: iso(wait.untilAt),
  status: wait.status,
  createdAt: iso(wait.createdAt),
  offer: held && {
    printerId: held.printerId,
    startsAt: iso(held.startsAt),
    endsAt: iso(held.startsAt + wait.minutes * 60_000),
    until: iso(held.expiresAt),
  },
})

/** Where the caller stands in line, or with `everybody` the whole line for trainers, first come first. */
export const listWaits = async (deps: Deps, actor: UserActor, everybody: boolean) => {
  if (everybody && !mayDo(actor, 'job.decide')) throw new Refused('forbidden')
  const rows = await selectWaits(deps.db, everybody ? null : actor.id)
  return { items: rows.map(present), nextCursor: null }
}

const readWait = async (deps: Deps, actor: UserActor, id: string) => {
  const row = (await selectWaits(deps.db, actor.id)).find((wait) => wait.id === id)
  if (!row) throw new Refused('not_found')
  return present(row)
}

/** Joins the line. A slot that is free already, or gets free, is offered with the next pass. */
export const joinWaitingList = async (deps: Deps, actor: UserActor, wait: Wait) => {
  const { printerId = null, kind = null, minutes, fromAt, untilAt } = wait
  if (printerId !== null && (await selectPrinter(deps.db, printerId)).length === 0)
    throw new Refused('not_found')
  const now = deps.now()
  if (untilAt <= now)
    throw new Refused('invalid_input', { errors: [{ path: 'until', code: 'starts_in_past' }] })
  if ((await selectWaits(deps.db, actor.id)).length >= MAX_WAITS) {
    throw new Refused('booking_rules', {
      errors: [{ path: '', code: 'too_many_waits', params: { max: MAX_WAITS } }],
    })
  }
  const row: WaitRow = {
    id: deps.newId(),
    userId: actor.id,
    printerId,
    kind,
    minutes,
    fromAt,
    untilAt,
    status: 'waiting',
    jobId: null,
    createdAt: now,
  }
  await deps.db.batch([
    insertWait(deps.db, row),
    insertAudit(deps.db, deedOf(actor, { at: now, action: 'wait.join', entityId: row.id })),
  ])
  deps.nudgePower()
  return readWait(deps, actor, row.id)
}

/** Leaves the line; a slot that was held goes to the next one. Refuses with `not_found`. */
export const leaveWaitingList = async (deps: Deps, actor: UserActor, id: string): Promise<void> => {
  const wait = await findWait(deps.db, id)
  if (wait?.userId !== actor.id) throw new Refused('not_found')
  const [left] = await deps.db.batch([
    updateWait(deps.db, id, ['waiting', 'offered'], { status: 'left' }),
    insertAuditIfChanged(deps.db, deedOf(actor, { at: deps.now(), action: 'wait.leave', entityId: id })),
    deleteHeldSlot(deps.db, id),
  ])
  if (left.meta.changes === 0) throw new Refused('not_found')
  deps.nudgePower()
}

/**
 * Books the slot that is held: the hold keeps everybody else out until the job is there. Refuses like
 * a booking, and with `invalid_state` when nothing is held any more.
 */
export const takeHeldSlot = async (
  deps: Deps,
  actor: UserActor,
  language: Language,
  id: string,
  { title, note }: { title: string; note?: string | undefined },
): Promise<JobView> => {
  const [wait, held] = await Promise.all([findWait(deps.db, id), findHeldSlot(deps.db, id)])
  if (wait?.userId !== actor.id) throw new Refused('not_found')
  if (!held || held.expiresAt <= deps.now()) throw new Refused('invalid_state')
  const { printerId } = held
  // Who takes it after it has begun gets what is left of it.
  const startsAt = Math.max(held.startsAt, deps.now())
  const booking = { printerId, startsAt, endsAt: held.startsAt + wait.minutes * 60_000, title, note }
  const job = await bookJob(deps, actor, language, booking)
  await deps.db.batch([
    updateWait(deps.db, id, ['offered'], { status: 'taken', jobId: job.id }),
    insertAuditIfChanged(
      deps.db,
      deedOf(actor, {
        at: deps.now(),
        action: 'wait.take',
        entityId: id,
        changes: { jobId: [null, job.id] },
      }),
    ),
    deleteHeldSlot(deps.db, id),
  ])
  return job
}
