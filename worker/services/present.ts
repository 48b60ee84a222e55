import type { PlugReading } from '../../bridge/protocol.ts'
import type { JobWithPerson } from '../db/jobs.ts'
import type { PrinterRow } from '../db/printers.ts'
import type { Actor } from '../domain/access.ts'
import { isHistory, type NameDisplay, visibleName } from '../domain/names.ts'
import type { Observation } from './observe-plugs.ts'
import { presentReason, type RecordedReasons } from './present-reason.ts'

export type Language = 'de' | 'en'
/**
 * Who looks, in which language, and what they may see of names. Jobs that were over before `historyFrom` are history:
 * nobody but their person sees whose they were. `null`: there is no such limit, or it was opened on record.
 */
export type Viewer = {
  actor: Actor
  language: Language
  nameDisplay: NameDisplay
  historyFrom: number | null
}

export const iso = (at: number): string => new Date(at).toISOString()
export const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at))

/** A reading older than this is shown as stale: the plug is asked every 10 s. */
const STALE_AFTER_MS = 20_000

const BRIDGE_DOWN = {
  kind: 'bridge_unreachable',
  message: {
    de: 'Der Steckdosen-Dienst antwortet nicht.',
    en: 'The plug service does not answer.',
  },
  advice: {
    de: 'Er wird von selbst neu gestartet. Bleibt es dabei, bitte die Technik rufen.',
    en: 'It restarts by itself. If this stays, please call support.',
  },
} as const

type FailureText = { kind: string; message: Record<Language, string>; advice: Record<Language, string> }
const presentFailure = ({ kind, message, advice }: FailureText, language: Language) => ({
  kind,
  message: message[language],
  advice: advice[language],
})

export type PowerView = {
  state: 'on' | 'off' | 'unknown'
  watts: number | null
  /** When the plug last answered. */
  at: string | null
  stale: boolean
  /** Since when nothing is known. */
  since: string | null
  failure: { kind: string; message: string; advice: string } | null
}

const presentReading = (reading: PlugReading, language: Language): PowerView => ({
  state: reading.state,
  watts: reading.state === 'unknown' ? null : reading.watts,
  at: isoOrNull(reading.at),
  stale: reading.state === 'unknown' || reading.ageMs === null || reading.ageMs > STALE_AFTER_MS,
  since: reading.state === 'unknown' ? iso(reading.since) : null,
  failure: reading.failure ? presentFailure(reading.failure, language) : null,
})

export const presentPower = (
  plugId: string | null,
  observation: Observation,
  language: Language,
): PowerView | null => {
  if (plugId === null) return null
  const unknown = { state: 'unknown', watts: null, at: null, stale: true, since: null } as const
  if (observation.bridge === 'down') return { ...unknown, failure: presentFailure(BRIDGE_DOWN, language) }
  const reading = observation.readings.get(plugId)
  return reading ? presentReading(reading, language) : { ...unknown, failure: null }
}

/** A job as this viewer may see it: without the name, the title and note stay hidden too. */
export const presentJob = (job: JobWithPerson, { actor, nameDisplay, historyFrom }: Viewer) => {
  const isOwn = actor.kind === 'user' && actor.id === job.userId
  const isClosed = !isOwn && isHistory(job, historyFrom)
  const userName = isClosed
    ? null
    : visibleName(actor, { id: job.userId, displayName: job.displayName }, nameDisplay)
  const isHidden = userName === null
  return {
    id: job.id,
    printerId: job.printerId,
    userId: isHidden ? null : job.userId,
    userName,
    title: isHidden ? '' : job.title,
    note: isHidden ? null : job.note,
    startsAt: iso(job.startsAt),
    endsAt: iso(job.endsAt),
    status: job.status,
    attention: job.attention,
    version: job.version,
    seriesId: job.seriesId,
    costCentreId: isHidden ? null : job.costCentreId,
    approvalReasons: job.approvalReasons ?? [],
    decisionText: isHidden ? null : job.decisionText,
    transferTo: isHidden ? null : job.transferTo,
    checkedInAt: isoOrNull(job.checkedInAt),
    createdAt: iso(job.createdAt),
    startedAt: isoOrNull(job.startedAt),
    finishedAt: isoOrNull(job.finishedAt),
  }
}
export type JobView = ReturnType<typeof presentJob>

export const presentPrinter = (
  printer: PrinterRow,
  {
    observation,
    jobs,
    closures,
    viewer,
    now,
    reasons,
  }: {
    observation: Observation
    jobs: JobWithPerson[]
    /** What is closed at `now`. */
    closures: { printerId: string | null; endsAt: number }[]
    viewer: Viewer
    now: number
    reasons: RecordedReasons
  },
) => {
  const own = jobs.filter(({ printerId }) => printerId === printer.id)
  const current = own.find(
    ({ status, startsAt }) =>
      status === 'running' || status === 'overrunning' || (status === 'scheduled' && startsAt <= now),
  )
  const next = own.find(
    ({ id, status, startsAt }) =>
      id !== current?.id && startsAt > now && (status === 'scheduled' || status === 'requested'),
  )
  const closed = closures.filter(({ printerId }) => printerId === null || printerId === printer.id)
  return {
    id: printer.id,
    name: printer.name,
    manufacturer: printer.manufacturer,
    model: printer.model,
    kind: printer.kind,
    location: printer.location,
    serviceState: printer.serviceState,
    plugId: printer.plugId,
    power: presentPower(printer.plugId, observation, viewer.language),
    powerReason: presentReason(printer, reasons),
    /** When the closure ends that nobody may use it in; null where it is open. */
    reopensAt: closed.length > 0 ? iso(Math.max(...closed.map(({ endsAt }) => endsAt))) : null,
    currentJob: current ? presentJob(current, viewer) : null,
    nextJob: next ? presentJob(next, viewer) : null,
  }
}
export type PrinterView = ReturnType<typeof presentPrinter>
