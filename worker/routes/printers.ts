import { Hono } from 'hono'
import * as z from 'zod'
import type { AppEnv } from '../http/env.ts'
import { may } from '../http/may.ts'
import { Id, IdParam, line } from '../http/schemas.ts'
import { body, params } from '../http/validate.ts'
import { addPrinter, changePrinter, removePrinter } from '../services/manage-printers.ts'
import { listPrinters, readPrinter } from '../services/printers.ts'

const printer = {
  name: line(60),
  manufacturer: line(60),
  model: line(60),
  /** Closed by use, not by list: printers first, laser cutters and mills later. */
  kind: z.string().regex(/^[a-z][a-z0-9_]{1,31}$/),
  location: line(80).nullable(),
  plugId: Id.nullable(),
}
const NewPrinter = z.strictObject({
  ...printer,
  location: printer.location.default(null),
  plugId: printer.plugId.default(null),
})
const PrinterChange = z
  .strictObject({ ...printer, serviceState: z.enum(['available', 'maintenance', 'out_of_order']) })
  .partial()

export const printerRoutes = () =>
  new Hono<AppEnv>()
    .get('/', may('printer.read'), async (c) => {
      const { deps, actor, language } = c.var
      return c.json({ items: await listPrinters(deps, actor, language), nextCursor: null })
    })
    .get('/:id', may('printer.read'), params(IdParam), async (c) =>
      c.json(await readPrinter(c.var.deps, c.var.actor, c.var.language, c.req.valid('param').id)),
    )
    .post('/', may('printer.manage'), body(NewPrinter), async (c) =>
      c.json(await addPrinter(c.var.deps, c.var.actor, c.var.language, c.req.valid('json')), 201),
    )
    .patch('/:id', may('printer.manage'), params(IdParam), body(PrinterChange), async (c) => {
      const { deps, actor, language } = c.var
      return c.json(await changePrinter(deps, actor, language, c.req.valid('param').id, c.req.valid('json')))
    })
    .delete('/:id', may('printer.manage'), params(IdParam), async (c) => {
      await removePrinter(c.var.deps, c.var.actor, c.req.valid('param').id)
      return c.body(null, 204)
    })
