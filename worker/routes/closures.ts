import { Hono } from 'hono'
import * as z from 'zod'
import { ClosureChange, NewClosure } from '../http/closure-schemas.ts'
import type { AppEnv } from '../http/env.ts'
import { ifMatch } from '../http/if-match.ts'
import { may, person } from '../http/may.ts'
import { IdParam, Instant, Limit } from '../http/schemas.ts'
import { body, params, query } from '../http/validate.ts'
import { changeClosure } from '../services/change-closure.ts'
import { addClosure, listClosures, removeClosure } from '../services/closures.ts'

/** The last instant a date can hold: without `to`, whatever comes. */
const LAST_MS = 8.64e15
const ClosureQuery = z.strictObject({ from: Instant.optional(), to: Instant.optional(), limit: Limit })

export const closureRoutes = () =>
  new Hono<AppEnv>()
    .get('/', may('closure.read'), query(ClosureQuery), async (c) => {
      const { deps } = c.var
      const { from = deps.now(), to = LAST_MS, limit } = c.req.valid('query')
      return c.json(await listClosures(deps, { startsAt: from, endsAt: to }, limit))
    })
    .post('/', person('closure.manage'), body(NewClosure), async (c) =>
      c.json(await addClosure(c.var.deps, c.var.person, c.var.language, c.req.valid('json')), 201),
    )
    .patch('/:id', person('closure.manage'), params(IdParam), body(ClosureChange), ifMatch(), async (c) => {
      const { deps, person: actor, language, version } = c.var
      const { id } = c.req.valid('param')
      return c.json(await changeClosure(deps, actor, language, id, version, c.req.valid('json')))
    })
    .delete('/:id', may('closure.manage'), params(IdParam), async (c) => {
      await removeClosure(c.var.deps, c.var.actor, c.req.valid('param').id)
      return c.body(null, 204)
    })
