import { Hono } from 'hono'
import type { AppEnv } from '../http/env.ts'
import { may } from '../http/may.ts'
import { IdParam } from '../http/schemas.ts'
import { params } from '../http/validate.ts'
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
