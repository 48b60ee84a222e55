import { Hono } from 'hono'
import * as z from 'zod'
import type { AppEnv } from '../http/env.ts'
import { may, person } from '../http/may.ts'
import { NewGrant, NewQualification, QualificationChange } from '../http/qualification-schemas.ts'
import { Id, IdParam } from '../http/schemas.ts'
import { body, params } from '../http/validate.ts'
import {
  addQualification,
  archiveQualification,
  changeQualification,
  grantQualification,
  listHolders,
  listQualifications,
  revokeQualification,
} from '../services/qualifications.ts'

const HolderParam = z.object({ id: Id, userId: Id })

export const qualificationRoutes = () =>
  new Hono<AppEnv>()
    .get('/', person('qualification.read'), async (c) =>
      c.json(await listQualifications(c.var.deps, c.var.person)),
    )
    .post('/', person('qualification.manage'), body(NewQualification), async (c) =>
      c.json(await addQualification(c.var.deps, c.var.person, c.req.valid('json')), 201),
    )
    .patch('/:id', person('qualification.manage'), params(IdParam), body(QualificationChange), async (c) => {
      const { deps, person: actor } = c.var
      return c.json(await changeQualification(deps, actor, c.req.valid('param').id, c.req.valid('json')))
    })
    .delete('/:id', person('qualification.manage'), params(IdParam), async (c) => {
      await archiveQualification(c.var.deps, c.var.person, c.req.valid('param').id)
      return c.body(null, 204)
    })
    .get('/:id/holders', may('qualification.grant'), params(IdParam), async (c) =>
      c.json(await listHolders(c.var.deps, c.req.valid('param').id)),
    )
    .post('/:id/holders', person('qualification.grant'), params(IdParam), body(NewGrant), async (c) => {
      const { deps, person: actor } = c.var
      return c.json(await grantQualification(deps, actor, c.req.valid('param').id, c.req.valid('json')), 201)
    })
    .delete('/:id/holders/:userId', person('qualification.grant'), params(HolderParam), async (c) => {
      const { id, userId } = c.req.valid('param')
      await revokeQualification(c.var.deps, c.var.person, id, userId)
      return c.body(null, 204)
    })
