import { insertAuditIfChanged } from '../db/audit-events.ts'
import { selectRecord } from '../db/training-record.ts'
import { findTrainingWeek, saveTrainingWeek } from '../db/training-weeks.ts'
import { findUser } from '../db/users.ts'
import type { Deps } from '../deps.ts'
import type { UserActor } from '../domain/access.ts'
import { instantOf, localDate, weekOf } from '../domain/local-time.ts'
import { deedOf } from './audit.ts'
import { openHistory } from './history.ts'
import { isoOrNull, type Language } from './present.ts'
import { Refused } from './refusal.ts'
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
  const from = localDate(range.startsAt, timeZone)
  const [person, jobs, written] = await Promise.all([
    findUser(deps.db, whose),
    selectRecord(deps.db, whose, range),
    findTrainingWeek(deps.db, whose, from),
  ])
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
    userName: person?.displayName ?? '',
    /** The Monday. */
    from,
    /** The Sunday. */
    to: localDate(range.endsAt - 1, timeZone),
    items,
    totalHours: Math.round(items.reduce((sum, item) => sum + item.hours, 0) * 100) / 100,
    /** What was written about the week, and which version of it this is; 0 when nothing has been. */
    text: written?.text ?? '',
    version: written?.version ?? 0,
    updatedAt: isoOrNull(written?.updatedAt ?? null),
    nextCursor: null,
  }
}

/** An apprenticeship takes three and a half years; nobody writes about weeks that are far ahead. */
const WRITES_BACK_MS = 5 * 366 * 86_400_000
const WRITES_AHEAD_MS = 28 * 86_400_000

/**
 * Writes about one's own week, on from the version that was read. Refuses with `stale` when it is another by now,
 * `invalid_input` for a week of another time: a text for each of thousands would fill the disk.
 */
export const writeTrainingWeek = async (
  deps: Deps,
  actor: UserActor,
  { week, text, version }: { week: string; text: string; version: number },
) => {
  const { timeZone } = deps.config
  const { startsAt } = weekOf(instantOf(week, '12:00', timeZone), timeZone)
  if (startsAt < deps.now() - WRITES_BACK_MS || startsAt > deps.now() + WRITES_AHEAD_MS)
    throw new Refused('invalid_input', { errors: [{ path: 'week', code: 'week_out_of_reach' }] })
  const monday = localDate(startsAt, timeZone)
  const at = deps.now()
  const [saved] = await deps.db.batch([
    saveTrainingWeek(deps.db, { userId: actor.id, week: monday, text, version: version + 1, updatedAt: at }),
    insertAuditIfChanged(
      deps.db,
      deedOf(actor, { at, action: 'training_record.write', entityId: `${actor.id} ${monday}` }),
    ),
  ])
  if (saved.meta.changes === 0) throw new Refused('stale')
  return readTrainingRecord(deps, actor, { week: monday })
}
type TrainingRecord = Awaited<ReturnType<typeof readTrainingRecord>>

const HEADINGS: Record<Language, string[]> = {
  de: ['Tag', 'Gerät', 'Tätigkeit', 'Bemerkung', 'Stunden'],
  en: ['Day', 'Machine', 'Activity', 'Note', 'Hours'],
}

const WEEK: Record<Language, string> = { de: 'Woche', en: 'Week' }

/** The same as a table, to go on writing in. */
export const recordTable = (record: TrainingRecord, language: Language): Table => ({
  headings: HEADINGS[language],
  rows: [
    ...record.items.map(({ day, printer, activity, note, hours: used }) => [
      day,
      printer,
      activity,
      note,
      used,
    ]),
    [WEEK[language], null, record.text, null, record.totalHours],
  ],
})
