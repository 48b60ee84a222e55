import { Hono } from 'hono'
import type { AppEnv } from '../http/env.ts'
import { may } from '../http/may.ts'
import { IdParam } from '../http/schemas.ts'
import { params } from '../http/validate.ts'
import { drawPrinterQr } from '../services/printer-qr.ts'

export const printerQrRoutes = () =>
  new Hono<AppEnv>().get('/:id/qr.svg', may('printer.read_link'), params(IdParam), async (c) => {
    const host = c.req.header('host') ?? new URL(c.req.url).host
    const svg = await drawPrinterQr(c.var.deps, c.req.valid('param').id, host)
    return c.body(svg, 200, { 'content-type': 'image/svg+xml; charset=utf-8' })
  })
