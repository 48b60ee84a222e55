import { Hono } from 'hono'
import * as z from 'zod'
import type { AppEnv } from '../http/env.ts'
import { person } from '../http/may.ts'
import { once } from '../http/once.ts'
import { Id, IdParam, Instant, line, prose } from '../http/schemas.ts'
import { body, params, query } from '../http/validate.ts'
import { joinWaitingList, leaveWaitingList, listWaits, takeHeldSlot } from '../services/waiting-list.ts'
import { jobOnce } from './jobs.ts'

const NewWait = z
  .strictObject({
    printerId: Id.optional(),
    kind: z.string().min(1).max(32).optional(),
    minutes: z.number().int().min(1).max(43_200),
    from: Instant,
    until: Instant,
  })
  .refine(({ printerId, kind }) => (printerId === undefined) !== (kind === undefined), {
    path: ['printerId'],
    params: { code: 'printer_or_kind' },
  })
  .refine(({ from, until }) => from < until, { path: ['until'], params: { code: 'ends_before_start' } })

const WaitQuery = z.strictObject({ everybody: z.stringbool().default(false) })
const Taking = z.strictObject({ title: line(120), note: prose(2000).optional() })

export const waitingListRoutes = () =>
  new Hono<AppEnv>()
    .get('/', person('wait.join'), query(WaitQuery), async (c) =>
      c.json(await listWaits(c.var.deps, c.var.person, c.req.valid('query').everybody)),
    )
    .post('/', person('wait.join'), body(NewWait), async (c) => {
      const { from, until, ...wait } = c.req.valid('json')
      const joined = await joinWaitingList(c.var.deps, c.var.person, {
        ...wait,
        fromAt: from,
        untilAt: until,
      })
      return c.json(joined, 201)
    })
    .delete('/:id', person('wait.join'), params(IdParam), async (c) => {
      await leaveWaitingList(c.var.deps, c.var.person, c.req.valid('param').id)
      return c.body(null, 204)
    })
    .post('/:id/take', person('wait.join'), once(), params(IdParam), body(Taking), async (c) => {
      const { deps, person: actor, language } = c.var
      const work = () => takeHeldSlot(deps, actor, language, c.req.valid('param').id, c.req.valid('json'))
      return c.json(await jobOnce(c, work), 201)
    })
