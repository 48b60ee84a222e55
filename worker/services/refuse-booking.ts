import { isUnknownReference, refusedBy } from '../db/database.ts'
import { selectConflicts } from '../db/jobs.ts'
import type { Deps } from '../deps.ts'
import type { Violation } from '../domain/booking-rules.ts'
import { alternatives, type Slot } from '../domain/free-slots.ts'
import type { Window } from '../domain/window.ts'
import { type BookingContext, readPrinterFacts } from './booking-facts.ts'
import { iso, presentJob } from './present.ts'
import { Refused } from './refusal.ts'

/** How far ahead an alternative is looked for. */
const HORIZON_MS = 7 * 24 * 3_600_000

export const presentSlot = ({ printerId, startsAt, endsAt }: Slot) => ({
  printerId,
  startsAt: iso(startsAt),
  endsAt: iso(endsAt),
})

/** Why a slot is taken and what could be had instead, by the same person, under the same rules. */
const readConflict = async (deps: Deps, context: BookingContext, wanted: Window, exceptJobId?: string) => {
  const { printer, holder, viewer } = context
  const range = { startsAt: wanted.startsAt, endsAt: wanted.endsAt + HORIZON_MS }
  const [found, conflicts] = await Promise.all([
    readPrinterFacts(deps, holder.id, range, exceptJobId === undefined ? [] : [exceptJobId]),
    selectConflicts(deps.db, printer.id, wanted, context.facts.policy.bufferMinutes * 60_000),
  ])
  const equals = found.printers.filter(
    ({ id, kind, model }) => id !== printer.id && kind === printer.kind && model === printer.model,
  )
  const slots = alternatives(wanted, found.factsOf(printer), equals.map(found.factsOf), {
    horizonMs: HORIZON_MS,
    now: deps.now(),
  })
  return {
    conflicts: conflicts.filter(({ id }) => id !== exceptJobId).map((job) => presentJob(job, viewer)),
    alternatives: slots.map(presentSlot),
  }
}

/** Refuses with `booking_rules` and all of them, if there are any. */
export const refuseViolations = (printerId: string, violations: Violation[]): void => {
  if (violations.length > 0) throw new Refused('booking_rules', { printerId, errors: violations })
}

/**
 * Words what a guard of the database refused: `slot_taken` with the conflicts and up to three
 * alternatives; `booking_rules` when a limit or a closure came between the check and the write.
 */
export const refuseGuarded = async (
  deps: Deps,
  error: unknown,
  context: BookingContext,
  wanted: Window,
  exceptJobId?: string,
): Promise<never> => {
  const { id: printerId } = context.printer
  switch (refusedBy(error)) {
    case 'slot_taken':
      throw new Refused('slot_taken', {
        printerId,
        extra: await readConflict(deps, context, wanted, exceptJobId),
      })
    case 'limits_exceeded':
      throw new Refused('booking_rules', {
        printerId,
        errors: [{ path: 'printerId', code: 'limits_exceeded' }],
      })
    case 'closed':
      throw new Refused('booking_rules', {
        printerId,
        errors: [{ path: 'startsAt', code: 'closed_meanwhile' }],
      })
    case 'cost_centre_archived':
      throw new Refused('booking_rules', {
        printerId,
        errors: [{ path: 'costCentreId', code: 'cost_centre_archived' }],
      })
    default:
      // Machine and person were looked up: the cost centre is all that a booking names unchecked.
      if (!isUnknownReference(error)) throw error
      throw new Refused('invalid_input', { errors: [{ path: 'costCentreId', code: 'unknown_cost_centre' }] })
  }
}
