import { Hono } from 'hono'
import * as z from 'zod'
import { JOB_STATUSES } from '../domain/job-status.ts'
import { decodeCursor, encodeCursor } from '../http/cursor.ts'
import type { AppEnv } from '../http/env.ts'
import { may, person } from '../http/may.ts'
import { Id, IdParam, Instant, Limit, line, prose } from '../http/schemas.ts'
import { body, params, query } from '../http/validate.ts'
import { bookJob, cancelJob, finishJob, listJobs, readJob } from '../services/jobs.ts'

export const NewJob = z
  .strictObject({
    printerId: Id,
    startsAt: Instant,
    endsAt: Instant,
    title: line(120),
    note: prose(2000).optional(),
    costCentreId: Id.optional(),
    userId: Id.optional(),
  })
  .refine(({ startsAt, endsAt }) => startsAt < endsAt, {
    path: ['endsAt'],
    params: { code: 'ends_before_start' },
  })

const JobCursor = z.tuple([z.number().int(), Id])

const JobQuery = z.strictObject({
  from: Instant.optional(),
  to: Instant.optional(),
  printerId: Id.optional(),
  userId: Id.or(z.literal('me')).optional(),
  status: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(JOB_STATUSES)))
    .optional(),
  sort: z.enum(['startsAt', '-startsAt']).default('startsAt'),
  cursor: z.string().max(200).optional(),
  limit: Limit,
})

export const jobRoutes = () =>
  new Hono<AppEnv>()
    .get('/', may('job.read'), query(JobQuery), async (c) => {
      const { deps, actor, language } = c.var
      const { sort, cursor, userId, ...filter } = c.req.valid('query')
      const after = decodeCursor(JobCursor, cursor)
      const page = await listJobs(deps, actor, language, {
        ...filter,
        userId: userId === 'me' && actor.kind === 'user' ? actor.id : userId,
        order: sort === 'startsAt' ? 'asc' : 'desc',
        after: after ? { startsAt: after[0], id: after[1] } : undefined,
      })
      const { nextCursor } = page
      return c.json({
        items: page.items,
        nextCursor: nextCursor && encodeCursor([nextCursor.startsAt, nextCursor.id]),
      })
    })
    .post('/', person('job.book'), body(NewJob), async (c) =>
      c.json(await bookJob(c.var.deps, c.var.person, c.var.language, c.req.valid('json')), 201),
    )
    .get('/:id', may('job.read'), params(IdParam), async (c) =>
      c.json(await readJob(c.var.deps, c.var.actor, c.var.language, c.req.valid('param').id)),
    )
    .post('/:id/cancel', person('job.change'), params(IdParam), async (c) =>
      c.json(await cancelJob(c.var.deps, c.var.person, c.var.language, c.req.valid('param').id)),
    )
    .post('/:id/finish', person('job.change'), params(IdParam), async (c) =>
      c.json(await finishJob(c.var.deps, c.var.person, c.var.language, c.req.valid('param').id)),
    )
