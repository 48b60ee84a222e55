import { Hono } from 'hono'
import type { AppEnv } from '../http/env.ts'
import { person } from '../http/may.ts'
import { NewProblem } from '../http/problem-schemas.ts'
import { IdParam } from '../http/schemas.ts'
import { body, params } from '../http/validate.ts'
import { reportProblem } from '../services/report-problem.ts'

export const printerProblemRoutes = () =>
  new Hono<AppEnv>().post(
    '/:id/problems',
    person('problem.report'),
    params(IdParam),
    body(NewProblem),
    async (c) => {
      const { deps, person: actor } = c.var
      return c.json(await reportProblem(deps, actor, c.req.valid('param').id, c.req.valid('json')), 201)
    },
  )
