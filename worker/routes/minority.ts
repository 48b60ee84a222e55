import { Hono } from 'hono'
import type { AppEnv } from '../http/env.ts'
import { Minority } from '../http/instruction-schemas.ts'
import { may, person } from '../http/may.ts'
import { IdParam } from '../http/schemas.ts'
import { body, params } from '../http/validate.ts'
import { changeMinority, readMinority } from '../services/minority.ts'

/** Who is a minor, for how long an instruction is good: asked and said by those who instruct. */
export const minorityRoutes = () =>
  new Hono<AppEnv>()
    .get('/:id/minority', may('instruction.confirm'), params(IdParam), async (c) =>
      c.json(await readMinority(c.var.deps, c.req.valid('param').id)),
    )
    .put('/:id/minority', person('instruction.confirm'), params(IdParam), body(Minority), async (c) => {
      const { deps, person: actor } = c.var
      return c.json(await changeMinority(deps, actor, c.req.valid('param').id, c.req.valid('json').adultOn))
    })
