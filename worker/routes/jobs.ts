import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { JOB_STATUSES } from '../domain/job-status.ts'
import { MAX_SERIES_JOBS } from '../domain/series.ts'
import { decodeCursor, encodeCursor } from '../http/cursor.ts'
import type { AppEnv } from '../http/env.ts'
import { ifMatch } from '../http/if-match.ts'
import { may, type PersonEnv, person } from '../http/may.ts'
import { once } from '../http/once.ts'
import { Id, IdParam, Instant, Limit, line, prose } from '../http/schemas.ts'
import { body, optionalBody, params, query } from '../http/validate.ts'
import { bookJob } from '../services/book.ts'
import { bookSeries } from '../services/book-series.ts'
import { changeJob } from '../services/change-job.ts'
import { changeSeries } from '../services/change-series.ts'
import { cancelJob, finishJob } from '../services/end-job.ts'
import { extendJob } from '../services/extend-job.ts'
import { type BookedView, listJobs, readBooked, readJob, readMeteredJob } from '../services/jobs.ts'
import { doOnce } from '../services/once.ts'
import type { JobView } from '../services/present.ts'
import { startJob } from '../services/start-job.ts'

const endsAfterStart = {
  path: ['endsAt'],
  params: { code: 'ends_before_start' },
}

const Repeat = z
  .strictObject({
    every: z.enum(['day', 'week']),
    count: z.number().int().min(2).max(MAX_SERIES_JOBS).optional(),
    until: Instant.optional(),
    skipConflicts: z.boolean().optional(),
  })
  .refine(({ count, until }) => count !== undefined || until !== undefined, {
    path: ['count'],
    params: { code: 'count_or_until' },
  })

const NewJob = z
  .strictObject({
    printerId: Id,
    startsAt: Instant,
    endsAt: Instant,
    title: line(120),
    note: prose(2000).optional(),
    costCentreId: Id.optional(),
    userId: Id.optional(),
    repeat: Repeat.optional(),
  })
  .refine(({ startsAt, endsAt }) => startsAt < endsAt, endsAfterStart)

const Reason = line(300).optional()

/** How much of a series is meant. */
const Scope = z.enum(['one', 'following', 'all']).default('one')

const JobChange = z
  .strictObject({
    printerId: Id.optional(),
    startsAt: Instant.optional(),
    endsAt: Instant.optional(),
    title: line(120).optional(),
    note: prose(2000).nullable().optional(),
    costCentreId: Id.nullable().optional(),
    reason: Reason,
    scope: Scope,
  })
  .refine(
    ({ reason: _, scope: __, ...change }) => Object.values(change).some((value) => value !== undefined),
    {
      params: { code: 'nothing_to_change' },
    },
  )

const Cancellation = z.strictObject({
  reason: Reason,
  scope: Scope,
})

const Extension = z.union([
  z.strictObject({ minutes: z.number().int().min(1).max(43_200), reason: Reason }),
  z.strictObject({ endsAt: Instant, reason: Reason }),
])

/** Why staff want to know whose a job was that is history already. */
const Opening = z.strictObject({ reason: line(300).optional() })

const JobCursor = z.tuple([z.number().int(), Id])

const JobQuery = z
  .strictObject({
    from: Instant.optional(),
    to: Instant.optional(),
    printerId: Id.optional(),
    userId: Id.or(z.literal('me')).optional(),
    /** Why somebody else's history is opened, where the works council wants to know. */
    reason: line(300).optional(),
    /** Offered to me, see `POST /api/jobs/:id/transfer`. */
    transferTo: z.literal('me').optional(),
    seriesId: Id.optional(),
    status: z
      .string()
      .max(200)
      .transform((text) => text.split(','))
      .pipe(z.array(z.enum(JOB_STATUSES)))
      .optional(),
    /** In titles and printers' names, of one person's jobs: others' titles may be private. */
    search: line(80).optional(),
    sort: z.enum(['startsAt', '-startsAt']).default('startsAt'),
    cursor: z.string().max(200).optional(),
    limit: Limit,
  })
  .refine(({ search, userId }) => search === undefined || userId !== undefined, {
    path: ['search'],
    params: { code: 'search_needs_person' },
  })

/** Does the work once per `Idempotency-Key`; a repeated request is answered with the job as it is now. */
export const jobOnce = (
  c: Pick<Context<PersonEnv>, 'var'>,
  work: () => Promise<JobView>,
): Promise<JobView> => {
  const { deps, person: actor, language } = c.var
  return doOnce(deps, actor, { work, replay: (id) => readJob(deps, actor, language, id) })
}

export const jobRoutes = () =>
  new Hono<AppEnv>()
    .get('/', may('job.read'), query(JobQuery), async (c) => {
      const { deps, actor, language } = c.var
      const { sort, cursor, userId, transferTo, ...filter } = c.req.valid('query')
      const after = decodeCursor(JobCursor, cursor)
      const me = actor.kind === 'user' ? actor.id : undefined
      const page = await listJobs(deps, actor, language, {
        ...filter,
        userId: userId === 'me' ? me : userId,
        transferTo: transferTo === 'me' ? me : undefined,
        order: sort === 'startsAt' ? 'asc' : 'desc',
        after: after ? { startsAt: after[0], id: after[1] } : undefined,
      })
      const { nextCursor } = page
      return c.json({
        items: page.items,
        nextCursor: nextCursor && encodeCursor([nextCursor.startsAt, nextCursor.id]),
      })
    })
    .post('/', person('job.book'), once(), body(NewJob), async (c) => {
      const { deps, person: actor, language } = c.var
      const { repeat, ...booking } = c.req.valid('json')
      const replay = (id: string) => readBooked(deps, actor, language, id)
      const work = async (): Promise<BookedView> =>
        repeat
          ? replay(await bookSeries(deps, actor, language, { ...booking, repeat }))
          : bookJob(deps, actor, language, booking)
      return c.json(await doOnce(deps, actor, { work, replay }), 201)
    })
    .get('/:id', may('job.read'), params(IdParam), query(Opening), async (c) => {
      const asked = { ...c.req.valid('param'), ...c.req.valid('query') }
      return c.json(await readMeteredJob(c.var.deps, c.var.actor, c.var.language, asked))
    })
    .patch('/:id', person('job.change'), once(), params(IdParam), body(JobChange), ifMatch(), async (c) => {
      const { deps, person: actor, language, version } = c.var
      const { id } = c.req.valid('param')
      const { scope, ...change } = c.req.valid('json')
      const work = (): Promise<BookedView> =>
        scope === 'one'
          ? changeJob(deps, actor, language, id, version, change)
          : changeSeries(deps, actor, language, id, version, { ...change, scope })
      const replay = (jobId: string): Promise<BookedView> =>
        scope === 'one' ? readJob(deps, actor, language, jobId) : readBooked(deps, actor, language, jobId)
      return c.json(await doOnce(deps, actor, { work, replay }))
    })
    .post(
      '/:id/cancel',
      person('job.change'),
      once(),
      params(IdParam),
      optionalBody(Cancellation),
      async (c) => {
        const { deps, person: actor, language } = c.var
        const work = () => cancelJob(deps, actor, language, c.req.valid('param').id, c.req.valid('json'))
        return c.json(await jobOnce(c, work))
      },
    )
    .post(
      '/:id/finish',
      person('job.change'),
      once(),
      params(IdParam),
      optionalBody(z.strictObject({ reason: Reason })),
      async (c) => {
        const { deps, person: actor, language } = c.var
        const work = () => finishJob(deps, actor, language, c.req.valid('param').id, c.req.valid('json'))
        return c.json(await jobOnce(c, work))
      },
    )
    .post('/:id/extend', person('job.change'), once(), params(IdParam), body(Extension), async (c) => {
      const { deps, person: actor, language } = c.var
      const work = () => extendJob(deps, actor, language, c.req.valid('param').id, c.req.valid('json'))
      return c.json(await jobOnce(c, work))
    })
    .post(
      '/:id/start',
      person('job.change'),
      once(),
      params(IdParam),
      optionalBody(z.strictObject({ reason: Reason })),
      async (c) => {
        const { deps, person: actor, language } = c.var
        const work = () => startJob(deps, actor, language, c.req.valid('param').id, c.req.valid('json'))
        return c.json(await jobOnce(c, work))
      },
    )
