import { Hono } from 'hono'
import * as z from 'zod'
import type { AppEnv } from '../http/env.ts'
import { may } from '../http/may.ts'
import { CohortChange, NewCohort } from '../http/people-schemas.ts'
import { Id, IdParam } from '../http/schemas.ts'
import { body, params } from '../http/validate.ts'
import {
  addCohort,
  archiveCohort,
  changeCohort,
  listCohorts,
  readCohort,
  rollOverCohort,
} from '../services/cohorts.ts'

const RollOver = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('disable'), dryRun: z.boolean() }),
  z.strictObject({ action: z.literal('move'), toCohortId: Id, dryRun: z.boolean() }),
])

export const cohortRoutes = () =>
  new Hono<AppEnv>()
    .get('/', may('cohort.read'), async (c) =>
      c.json({ items: await listCohorts(c.var.deps), nextCursor: null }),
    )
    .post('/', may('cohort.manage'), body(NewCohort), async (c) =>
      c.json(await addCohort(c.var.deps, c.var.actor, c.req.valid('json')), 201),
    )
    .get('/:id', may('cohort.read'), params(IdParam), async (c) =>
      c.json(await readCohort(c.var.deps, c.req.valid('param').id)),
    )
    .patch('/:id', may('cohort.manage'), params(IdParam), body(CohortChange), async (c) =>
      c.json(await changeCohort(c.var.deps, c.var.actor, c.req.valid('param').id, c.req.valid('json'))),
    )
    .delete('/:id', may('cohort.manage'), params(IdParam), async (c) => {
      await archiveCohort(c.var.deps, c.var.actor, c.req.valid('param').id)
      return c.body(null, 204)
    })
    .post('/:id/roll-over', may('cohort.manage'), params(IdParam), body(RollOver), async (c) =>
      c.json(await rollOverCohort(c.var.deps, c.var.actor, c.req.valid('param').id, c.req.valid('json'))),
    )
