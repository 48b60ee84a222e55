import { Hono } from 'hono'
import * as z from 'zod'
import type { AppEnv } from '../http/env.ts'
import { person } from '../http/may.ts'
import { IdParam, line } from '../http/schemas.ts'
import { body, params } from '../http/validate.ts'
import { reportProblem } from '../services/report-problem.ts'

const Problem = z.strictObject({ text: line(300), outOfOrder: z.boolean().default(false) })

export const printerProblemRoutes = () =>
  new Hono<AppEnv>().post(
    '/:id/problems',
    person('problem.report'),
    params(IdParam),
    body(Problem),
    async (c) => {
      const { deps, person: actor } = c.var
      return c.json(await reportProblem(deps, actor, c.req.valid('param').id, c.req.valid('json')), 201)
    },
  )
