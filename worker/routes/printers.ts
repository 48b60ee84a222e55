import { Hono } from 'hono'
import type { AppEnv } from '../http/env.ts'
import { NewPrinter, PrinterChange } from '../http/machine-schemas.ts'
import { may } from '../http/may.ts'
import { IdParam } from '../http/schemas.ts'
import { body, params } from '../http/validate.ts'
import { addPrinter, changePrinter, removePrinter } from '../services/manage-printers.ts'
import { listPrinters, readPrinter } from '../services/printers.ts'

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
