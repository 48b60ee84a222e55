import { Hono } from 'hono'
import * as z from 'zod'
import type { AppEnv } from '../http/env.ts'
import { person } from '../http/may.ts'
import { photo } from '../http/photo-body.ts'
import { ProblemAnswer } from '../http/problem-schemas.ts'
import { IdParam } from '../http/schemas.ts'
import { body, params, query } from '../http/validate.ts'
import { addPhoto, drawReportQr, readPhoto, removePhoto } from '../services/fault-photos.ts'
import { answerProblem, listProblems, listReports, readReport } from '../services/fault-reports.ts'

const ReportQuery = z.strictObject({ open: z.enum(['true', 'false']).default('false') })

/** What people have reported about machines, after `POST /api/printers/:id/problems`. */
export const problemRoutes = () =>
  new Hono<AppEnv>()
    .get('/printers/:id/problems', person('printer.read'), params(IdParam), async (c) =>
      c.json(await listProblems(c.var.deps, c.var.person, c.req.valid('param').id)),
    )
    .get('/problems', person('problem.report'), query(ReportQuery), async (c) => {
      const { open } = c.req.valid('query')
      return c.json(await listReports(c.var.deps, c.var.person, { isUndone: open === 'true' }))
    })
    .get('/problems/:id', person('problem.report'), params(IdParam), async (c) =>
      c.json(await readReport(c.var.deps, c.var.person, c.req.valid('param').id)),
    )
    .get('/problems/:id/qr.svg', person('problem.report'), params(IdParam), async (c) => {
      const host = c.req.header('host') ?? new URL(c.req.url).host
      const svg = await drawReportQr(c.var.deps, c.var.person, c.req.valid('param').id, host)
      return c.body(svg, 200, { 'content-type': 'image/svg+xml; charset=utf-8' })
    })
    .post(
      '/problems/:id/answer',
      person('problem.answer'),
      params(IdParam),
      body(ProblemAnswer),
      async (c) => {
        const { deps, person: actor } = c.var
        return c.json(await answerProblem(deps, actor, c.req.valid('param').id, c.req.valid('json')))
      },
    )
    .put('/problems/:id/photo', person('problem.report'), params(IdParam), photo(), async (c) => {
      const bytes = new Uint8Array(await c.req.arrayBuffer())
      await addPhoto(c.var.deps, c.var.person, c.req.valid('param').id, bytes)
      return c.body(null, 204)
    })
    .get('/problems/:id/photo', person('problem.report'), params(IdParam), async (c) => {
      const { type, body: picture } = await readPhoto(c.var.deps, c.var.person, c.req.valid('param').id)
      return c.body(picture.stream(), 200, {
        'content-type': type,
        'content-disposition': 'inline; filename="foto"',
        // It may be taken away at any time.
        'cache-control': 'private, no-cache',
        'cross-origin-resource-policy': 'same-origin',
      })
    })
    .delete('/problems/:id/photo', person('problem.report'), params(IdParam), async (c) => {
      await removePhoto(c.var.deps, c.var.person, c.req.valid('param').id)
      return c.body(null, 204)
    })
