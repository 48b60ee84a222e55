import { type JobFilter, selectJobs } from '../db/job-lists.ts'
import { selectSeries } from '../db/job-series.ts'
import { type JobWithPerson, selectJob, selectSeriesJobs } from '../db/jobs.ts'
import { selectPrinters } from '../db/printers.ts'
import { selectSettings } from '../db/settings.ts'
import type { Deps } from '../deps.ts'
import type { Actor } from '../domain/access.ts'
import { readJobEnergy } from './energy.ts'
import { openHistory } from './history.ts'
import { iso, type JobView, type Language, presentJob, type Viewer } from './present.ts'
import { Refused } from './refusal.ts'
import { namedWords } from './search-words.ts'
import { settingsFrom } from './settings.ts'
import { viewerBy } from './viewer.ts'

/** A job and who looks at it, from one round trip. Refuses with `not_found`. */
const readFor = async (
  deps: Deps,
  actor: Actor,
  language: Language,
  id: string,
): Promise<{ job: JobWithPerson; viewer: Viewer }> => {
  const [settings, [job]] = await deps.db.batch([selectSettings(deps.db), selectJob(deps.db, id)])
  if (!job) throw new Refused('not_found')
  return { job, viewer: viewerBy(deps, settingsFrom(settings), actor, language) }
}

/** Refuses with `not_found`. */
export const readJob = async (deps: Deps, actor: Actor, language: Language, id: string): Promise<JobView> => {
  const { job, viewer } = await readFor(deps, actor, language, id)
  return presentJob(job, viewer)
}

/** With what it took and cost so far, for those who may see whose it is. */
export type MeteredView = JobView & Partial<Awaited<ReturnType<typeof readJobEnergy>>>

/**
 * The same with what it took and cost so far, where the viewer may see whose it is. With a reason staff open it on
 * record where it is history already, see `openHistory`.
 */
export const readMeteredJob = async (
  deps: Deps,
  actor: Actor,
  language: Language,
  { id, reason }: { id: string; reason?: string | undefined },
): Promise<MeteredView> => {
  const { job, viewer } = await readFor(deps, actor, language, id)
  if (reason !== undefined) await openHistory(deps, actor, job.userId, reason)
  const view = presentJob(job, reason === undefined ? viewer : { ...viewer, historyFrom: null })
  return view.userName === null ? view : { ...view, ...(await readJobEnergy(deps, job)) }
}

/** A job and, where it belongs to one, its series: all jobs and what was left out when it was booked. */
export type BookedView = JobView & {
  series?: { id: string; jobs: JobView[]; skipped: { startsAt: string; endsAt: string; code: string }[] }
}

/** What a booking is answered with. Refuses with `not_found`. */
export const readBooked = async (
  deps: Deps,
  actor: Actor,
  language: Language,
  id: string,
): Promise<BookedView> => {
  const { job, viewer } = await readFor(deps, actor, language, id)
  if (job.seriesId === null) return presentJob(job, viewer)
  const [[series], jobs] = await deps.db.batch([
    selectSeries(deps.db, job.seriesId),
    selectSeriesJobs(deps.db, job.seriesId, 0),
  ])
  const skipped = (series?.skipped ?? []).map(({ startsAt, endsAt, code }) => ({
    startsAt: iso(startsAt),
    endsAt: iso(endsAt),
    code,
  }))
  return {
    ...presentJob(job, viewer),
    series: { id: job.seriesId, jobs: jobs.map((one) => presentJob(one, viewer)), skipped },
  }
}

type JobQuery = Omit<JobFilter, 'words'> & { reason?: string | undefined; search?: string | undefined }

/**
 * A page of jobs, by start; `nextCursor` is null on the last one. Somebody else's jobs are for staff and go on
 * record, see `openHistory`.
 */
export const listJobs = async (
  deps: Deps,
  actor: Actor,
  language: Language,
  { reason, search, ...filter }: JobQuery,
) => {
  if (filter.userId !== undefined) await openHistory(deps, actor, filter.userId, reason)
  const words = await namedWords(search, () => selectPrinters(deps.db))
  const [settings, rows] = await deps.db.batch([
    selectSettings(deps.db),
    selectJobs(deps.db, { ...filter, words, limit: filter.limit + 1 }),
  ])
  const viewer = viewerBy(deps, settingsFrom(settings), actor, language)
  const page = rows.slice(0, filter.limit)
  const last = rows.length > filter.limit ? page.at(-1) : undefined
  const opened = filter.userId === undefined ? viewer : { ...viewer, historyFrom: null }
  return {
    items: page.map((job) => presentJob(job, opened)),
    nextCursor: last ? { startsAt: last.startsAt, id: last.id } : null,
  }
}
