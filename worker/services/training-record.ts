import { selectRecord } from '../db/training-record.ts'
import type { Deps } from '../deps.ts'
import type { UserActor } from '../domain/access.ts'
import { instantOf, localDate, weekOf } from '../domain/local-time.ts'
import { openHistory } from './history.ts'
import type { Language } from './present.ts'
import type { Table } from './table-file.ts'

const HOUR_MS = 3_600_000

export type RecordQuery = { week: string; userId?: string | undefined; reason?: string | undefined }

const hours = (ms: number): number => Math.round((ms / HOUR_MS) * 100) / 100

/**
 * What somebody did on machines in the local week of a day, for the training record (Berichtsheft): activities by day
 * with the hours the machine was theirs. One's own, or for staff and on record somebody else's.
 */
export const readTrainingRecord = async (
  deps: Deps,
  actor: UserActor,
  { week, userId, reason }: RecordQuery,
) => {
  const { timeZone } = deps.config
  const whose = userId ?? actor.id
  await openHistory(deps, actor, whose, reason)
  const range = weekOf(instantOf(week, '12:00', timeZone), timeZone)
  const jobs = await selectRecord(deps.db, whose, range)
  const items = jobs.map((job) => {
    const startsAt = Math.max(job.startedAt, range.startsAt)
    const endsAt = Math.min(job.finishedAt ?? deps.now(), range.endsAt)
    return {
      day: localDate(startsAt, timeZone),
      printer: job.printerName,
      kind: job.kind,
      activity: job.title,
      note: job.note,
      hours: hours(Math.max(0, endsAt - startsAt)),
    }
  })
  return {
    userId: whose,
    from: localDate(range.startsAt, timeZone),
    /** The Sunday. */
    to: localDate(range.endsAt - 1, timeZone),
    items,
    totalHours: Math.round(items.reduce((sum, item) => sum + item.hours, 0) * 100) / 100,
    nextCursor: null,
  }
}
type TrainingRecord = Awaited<ReturnType<typeof readTrainingRecord>>

const HEADINGS: Record<Language, string[]> = {
  de: ['Tag', 'Gerät', 'Tätigkeit', 'Bemerkung', 'Stunden'],
  en: ['Day', 'Machine', 'Activity', 'Note', 'Hours'],
}

/** The same as a table, to go on writing in. */
export const recordTable = ({ items }: TrainingRecord, language: Language): Table => ({
  headings: HEADINGS[language],
  rows: items.map(({ day, printer, activity, note, hours: used }) => [day, printer, activity, note, used]),
})
