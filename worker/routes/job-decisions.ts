import { Hono } from 'hono'
import * as z from 'zod'
import { Approval, Rejection } from '../http/decision-schemas.ts'
import type { AppEnv } from '../http/env.ts'
import { person } from '../http/may.ts'
import { once } from '../http/once.ts'
import { Id, IdParam, line } from '../http/schemas.ts'
import { body, optionalBody, params } from '../http/validate.ts'
import { approveJob, rejectJob } from '../services/decide-job.ts'
import { acceptOffer } from '../services/overrun.ts'
import { switchOnAgain } from '../services/plug-button.ts'
import { acceptJob, declineJob, offerJob } from '../services/transfer-job.ts'
import { jobOnce } from './jobs.ts'

const OtherPrinter = z.strictObject({ printerId: Id, reason: line(300).optional() })
const Offer = z.strictObject({ userId: Id, reason: line(300).optional() })

/** What one person decides about another's job: a trainer about a request, a taker about an offer. */
export const jobDecisionRoutes = () =>
  new Hono<AppEnv>()
    .post(
      '/:id/approve',
      person('job.decide'),
      once(),
      params(IdParam),
      optionalBody(Approval),
      async (c) => {
        const { deps, person: actor, language } = c.var
        const work = () => approveJob(deps, actor, language, c.req.valid('param').id, c.req.valid('json'))
        return c.json(await jobOnce(c, work))
      },
    )
    .post('/:id/reject', person('job.decide'), once(), params(IdParam), body(Rejection), async (c) => {
      const { deps, person: actor, language } = c.var
      const work = () => rejectJob(deps, actor, language, c.req.valid('param').id, c.req.valid('json'))
      return c.json(await jobOnce(c, work))
    })
    .post(
      '/:id/accept-offer',
      person('job.change'),
      once(),
      params(IdParam),
      body(OtherPrinter),
      async (c) => {
        const { deps, person: actor, language } = c.var
        const work = () => acceptOffer(deps, actor, language, c.req.valid('param').id, c.req.valid('json'))
        return c.json(await jobOnce(c, work))
      },
    )
    .post('/:id/switch-on', person('job.change'), params(IdParam), async (c) => {
      const { deps, person: actor, language } = c.var
      return c.json(await switchOnAgain(deps, actor, language, c.req.valid('param').id))
    })
    .post('/:id/transfer', person('job.change'), once(), params(IdParam), body(Offer), async (c) => {
      const { deps, person: actor, language } = c.var
      const work = () => offerJob(deps, actor, language, c.req.valid('param').id, c.req.valid('json'))
      return c.json(await jobOnce(c, work))
    })
    .post('/:id/transfer/accept', person('job.change'), once(), params(IdParam), async (c) => {
      const { deps, person: actor, language } = c.var
      const work = () => acceptJob(deps, actor, language, c.req.valid('param').id)
      return c.json(await jobOnce(c, work))
    })
    .post('/:id/transfer/decline', person('job.change'), once(), params(IdParam), async (c) => {
      const { deps, person: actor, language } = c.var
      const work = () => declineJob(deps, actor, language, c.req.valid('param').id)
      return c.json(await jobOnce(c, work))
    })
