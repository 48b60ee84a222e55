import type { PlugReading } from '../../bridge/protocol.ts'
import { deleteRolledMinutes, rollUp, selectRollableId } from '../db/plug-hours.ts'
import { insertPlugMinutes, type NewPlugMinute } from '../db/plug-minutes.ts'
import { type PlugStateRow, upsertPlugStates } from '../db/plug-states.ts'
import type { Deps } from '../deps.ts'
import { bookEnergy } from '../domain/energy.ts'
import type { Reason } from '../domain/power-facts.ts'
import { peakOf, reasonBefore } from './power-facts.ts'

const HOUR_MS = 3_600_000
/** Minutes are kept so long; the hours for ever. */
const KEEP_MINUTES_MS = 30 * 24 * HOUR_MS
/** So many old minutes a pass at most, so that a pass stays short. */
const DELETE_LIMIT = 2_000

/** What a pass found out about one plug that answered. */
export type PlugFinding = {
  plugId: string
  printerId: string | null
  /** The reading at the beginning of the pass: it carries the counter. */
  reading: PlugReading
  /** What the plug is at the end of the pass. */
  seen: 'on' | 'off'
  switchedOnAt: number | null
  reason: Reason
  idleWatts: number
  before: PlugStateRow | undefined
}

/** The state to remember and the entries to book for one plug. */
const bookPlug = (finding: PlugFinding, now: number): { state: PlugStateRow; entries: NewPlugMinute[] } => {
  const { plugId, printerId, reading, seen, reason, before } = finding
  const booked = bookEnergy(
    {
      counterMwh: before?.counterMwh ?? reading.energyMwh,
      bookedUntil: before?.bookedUntil ?? now,
      reason: reasonBefore(before) ?? reason,
    },
    { energyMwh: reading.energyMwh, peakWatts: peakOf(reading), reason },
    finding.idleWatts,
    now,
  )
  return {
    state: {
      plugId,
      seen,
      seenSince: before?.seen === seen ? before.seenSince : now,
      reason: reason.kind,
      reasonSince: reason.since,
      jobId: reason.jobId,
      switchedOnAt: finding.switchedOnAt,
      counterMwh: booked.counterMwh,
      bookedUntil: booked.bookedUntil,
    },
    entries: booked.entries.map((entry) => ({ ...entry, plugId, printerId })),
  }
}

/**
 * Books the energy of all plugs that answered and remembers why they are what they are, in one batch: after
 * a crash the next pass books the same stretch once.
 */
export const recordPlugs = async (deps: Deps, findings: PlugFinding[]): Promise<void> => {
  if (findings.length === 0) return
  const now = deps.now()
  const booked = findings.map((finding) => bookPlug(finding, now))
  const entries = booked.flatMap((plug) => plug.entries)
  const remember = upsertPlugStates(
    deps.db,
    booked.map(({ state }) => state),
  )
  await deps.db.batch(entries.length > 0 ? [remember, insertPlugMinutes(deps.db, entries)] : [remember])
}

/** Sums up the hours that are over and lets old minutes go. Running it twice changes nothing more. */
export const keepLedger = async (deps: Deps): Promise<void> => {
  const now = deps.now()
  const [rollable] = await selectRollableId(deps.db, Math.floor(now / HOUR_MS) * HOUR_MS)
  if (!rollable?.newestId) return
  await deps.db.batch(rollUp(deps.db, rollable.newestId))
  await deleteRolledMinutes(deps.db, now - KEEP_MINUTES_MS, DELETE_LIMIT)
}
