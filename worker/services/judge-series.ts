import { selectJobsIn } from '../db/closures.ts'
import type { Deps } from '../deps.ts'
import { type Violation, violatedRules } from '../domain/booking-rules.ts'
import type { OwnJob } from '../domain/fair-share.ts'
import { overlaps, type Window } from '../domain/window.ts'
import { type BookingContext, readPrinterFacts } from './booking-facts.ts'
import { presentJob } from './present.ts'
import { Refused } from './refusal.ts'
import { presentSlot } from './refuse-booking.ts'

const CLOSED = new Set<string>(['closed', 'slot_taken'])

export type Judged = {
  windows: Window[]
  skipped: { window: Window; code: string }[]
  violations: Violation[]
}

/** Judges window by window, each with the ones before it as jobs of the same person. */
export const judgeSeries = (
  windows: Window[],
  context: BookingContext,
  taken: Window[],
  skips: boolean,
  now: number,
): Judged => {
  const { facts } = context
  const ownJobs: OwnJob[] = [...facts.ownJobs]
  const judged: Judged = { windows: [], skipped: [], violations: [] }
  for (const [index, window] of windows.entries()) {
    const violations = violatedRules(window, { ...facts, ownJobs }, now)
    const buffered = { ...window, endsAt: window.endsAt + facts.policy.bufferMinutes * 60_000 }
    const isTaken = taken.some((other) => overlaps(other, buffered))
    const codes = [...violations.map(({ code }) => code), ...(isTaken ? ['slot_taken'] : [])]
    const [first] = codes
    if (skips && first !== undefined && codes.every((code) => CLOSED.has(code))) {
      judged.skipped.push({ window, code: first })
      continue
    }
    judged.violations.push(...violations.map((one) => ({ ...one, path: `repeat.${index}.${one.path}` })))
    judged.windows.push(window)
    ownJobs.push({ ...window, printerId: facts.printerId, status: 'scheduled' })
  }
  return judged
}

/** Every job that is in the way, but for those that are changed, and an equal printer that would take the whole series. */
export const refuseTaken = async (
  deps: Deps,
  context: BookingContext,
  windows: Window[],
  range: Window,
  except: readonly string[] = [],
): Promise<never> => {
  const { printer, holder, viewer } = context
  const [conflicts, found] = await Promise.all([
    selectJobsIn(deps.db, { printerId: printer.id, windows }, 200),
    readPrinterFacts(deps, holder.id, range, except),
  ])
  const elsewhere = found.printers.filter((other) => {
    if (other.id === printer.id || other.kind !== printer.kind || other.model !== printer.model) return false
    const facts = found.factsOf(other)
    const { violations } = judgeSeries(windows, { ...context, facts }, facts.taken, false, deps.now())
    return (
      violations.length === 0 && !windows.some((window) => facts.taken.some((it) => overlaps(it, window)))
    )
  })
  const [first] = windows
  throw new Refused('slot_taken', {
    printerId: printer.id,
    extra: {
      conflicts: conflicts.filter(({ id }) => !except.includes(id)).map((job) => presentJob(job, viewer)),
      alternatives: first
        ? elsewhere.slice(0, 3).map(({ id }) => presentSlot({ printerId: id, ...first }))
        : [],
    },
  })
}
