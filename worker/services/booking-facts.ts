import { selectHolder, selectPrinter } from '../db/booking-facts.ts'
import { selectClosureWindows } from '../db/closures.ts'
import { selectOccupancy, selectOwnJobs } from '../db/jobs.ts'
import { type PrinterRow, selectPrinters } from '../db/printers.ts'
import { selectGrantsOf, selectQualifications } from '../db/qualifications.ts'
import { selectSettings } from '../db/settings.ts'
import { selectHeldSlots } from '../db/waiting-list.ts'
import type { Deps } from '../deps.ts'
import type { Actor, Role } from '../domain/access.ts'
import type { BookingFacts, Qualification } from '../domain/booking-rules.ts'
import { hasShareLimits, type OwnJob } from '../domain/fair-share.ts'
import type { PrinterFacts } from '../domain/free-slots.ts'
import { weekOf } from '../domain/local-time.ts'
import { type BookingPolicy, effectivePolicy } from '../domain/policy.ts'
import type { Window } from '../domain/window.ts'
import type { Language, Viewer } from './present.ts'
import { Refused } from './refusal.ts'
import { type Settings, settingsFrom } from './settings.ts'
import { viewerBy } from './viewer.ts'

export type Holder = { id: string; displayName: string; role: Role }

/** Everything a booking is judged by and answered with. */
export type BookingContext = {
  settings: Settings
  viewer: Viewer
  printer: PrinterRow
  holder: Holder
  facts: BookingFacts
}

type Rows = {
  settings: Settings
  holder: Holder
  qualifications: Awaited<ReturnType<typeof selectQualifications>>
  grants: Awaited<ReturnType<typeof selectGrantsOf>>
  closures: Awaited<ReturnType<typeof selectClosureWindows>>
}

/** What the policy names, and the instruction for this kind of machine; who gives instructions needs none. */
const qualificationsFor = (kind: string, required: string | null, rows: Rows): Qualification[] => {
  const { holder, qualifications, grants } = rows
  const instruction =
    holder.role === 'apprentice' ? qualifications.find((known) => known.kind === kind)?.id : undefined
  const ids = new Set([required, instruction].filter((id) => typeof id === 'string'))
  return [...ids].map((id) => ({
    name: qualifications.find((known) => known.id === id)?.name ?? id,
    granted: grants.find(({ qualificationId }) => qualificationId === id) ?? null,
  }))
}

const policyOf = (printer: PrinterRow, { settings, holder }: Rows): BookingPolicy =>
  effectivePolicy(settings, printer.policy, holder.role)

const factsOf = (
  printer: PrinterRow,
  rows: Rows,
  ownJobs: OwnJob[],
  { timeZone }: Deps['config'],
): BookingFacts => {
  const policy = policyOf(printer, rows)
  return {
    printerId: printer.id,
    policy,
    serviceState: printer.serviceState,
    closures: rows.closures.filter(({ printerId }) => printerId === null || printerId === printer.id),
    qualifications: qualificationsFor(printer.kind, policy.requiresQualification, rows),
    ownJobs,
    timeZone,
  }
}

/** The local weeks of a stretch of time, whole: hours are counted in them. */
const wholeWeeks = ({ startsAt, endsAt }: Window, timeZone: string): Window => ({
  startsAt: weekOf(startsAt, timeZone).startsAt,
  endsAt: weekOf(endsAt, timeZone).endsAt,
})

/** The person's jobs that count against these policies, but for those that are to be changed; read where one limits a share. */
const readOwnJobs = async (
  deps: Deps,
  userId: string,
  policies: BookingPolicy[],
  range: Window,
  except: readonly string[],
): Promise<OwnJob[]> => {
  if (!policies.some(hasShareLimits)) return []
  const jobs = await selectOwnJobs(deps.db, userId, wholeWeeks(range, deps.config.timeZone))
  return jobs.filter(({ id }) => !except.includes(id))
}

/**
 * What a booking of this person on this printer is judged by; `range` holds all its windows, and
 * `except` names the jobs that are to be changed. Refuses with `not_found`.
 */
export const readBookingContext = async (
  deps: Deps,
  actor: Actor,
  language: Language,
  {
    printerId,
    userId,
    range,
    except = [],
  }: { printerId: string; userId: string; range: Window; except?: readonly string[] },
): Promise<BookingContext> => {
  const [settingRows, [printer], [holder], qualifications, grants, closures] = await deps.db.batch([
    selectSettings(deps.db),
    selectPrinter(deps.db, printerId),
    selectHolder(deps.db, userId),
    selectQualifications(deps.db),
    selectGrantsOf(deps.db, userId),
    selectClosureWindows(deps.db, [printerId], range),
  ])
  if (!printer || !holder) throw new Refused('not_found')
  const settings = settingsFrom(settingRows)
  const rows = { settings, holder, qualifications, grants, closures }
  const ownJobs = await readOwnJobs(deps, userId, [policyOf(printer, rows)], range, except)
  return {
    settings,
    viewer: viewerBy(deps, settings, actor, language),
    printer,
    holder,
    facts: factsOf(printer, rows, ownJobs, deps.config),
  }
}

/**
 * What a search for free slots needs to know of each machine, for the person who would hold them;
 * what is held for somebody else counts as taken. Refuses with `not_found`.
 */
export const readPrinterFacts = async (
  deps: Deps,
  userId: string,
  range: Window,
  except: readonly string[] = [],
): Promise<{
  settings: Settings
  printers: PrinterRow[]
  factsOf: (printer: PrinterRow) => PrinterFacts
}> => {
  const [settingRows, printers, [holder], qualifications, grants, closures, occupied, held] =
    await deps.db.batch([
      selectSettings(deps.db),
      selectPrinters(deps.db),
      selectHolder(deps.db, userId),
      selectQualifications(deps.db),
      selectGrantsOf(deps.db, userId),
      selectClosureWindows(deps.db, null, range),
      selectOccupancy(deps.db, range),
      selectHeldSlots(deps.db, range),
    ])
  if (!holder) throw new Refused('not_found')
  const settings = settingsFrom(settingRows)
  const rows = { settings, holder, qualifications, grants, closures }
  const policies = printers.map((printer) => policyOf(printer, rows))
  const ownJobs = await readOwnJobs(deps, userId, policies, range, except)
  const taken = [
    ...occupied
      .filter(({ id }) => !except.includes(id))
      .map(({ printerId, startsAt, occupiedUntil }) => ({ printerId, startsAt, endsAt: occupiedUntil })),
    ...held.filter((slot) => slot.userId !== userId),
  ]
  return {
    settings,
    printers,
    factsOf: (printer) => ({
      ...factsOf(printer, rows, ownJobs, deps.config),
      taken: taken.filter(({ printerId }) => printerId === printer.id),
    }),
  }
}
