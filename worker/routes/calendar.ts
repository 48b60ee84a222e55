import { Hono } from 'hono'
import * as z from 'zod'
import type { AppEnv } from '../http/env.ts'
import { may, person } from '../http/may.ts'
import { Id } from '../http/schemas.ts'
import { optionalBody, params, query } from '../http/validate.ts'
import { endFeed, listFeeds, readFeed, renewFeed } from '../services/calendar.ts'

const Which = z.strictObject({ printerId: Id.optional() })
const FileParam = z.object({ file: z.string().regex(/^[A-Za-z0-9_-]{43}\.ics$/) })

export const calendarRoutes = () =>
  new Hono<AppEnv>()
    .get('/', person('calendar.manage'), async (c) => c.json(await listFeeds(c.var.deps, c.var.person)))
    .post('/', person('calendar.manage'), optionalBody(Which), async (c) => {
      const { printerId = null } = c.req.valid('json')
      return c.json(await renewFeed(c.var.deps, c.var.person, printerId), 201)
    })
    .delete('/', person('calendar.manage'), query(Which), async (c) => {
      await endFeed(c.var.deps, c.var.person, c.req.valid('query').printerId ?? null)
      return c.body(null, 204)
    })
    .get('/:file', may('calendar.read'), params(FileParam), async (c) => {
      const { deps, language } = c.var
      const token = c.req.valid('param').file.slice(0, -'.ics'.length)
      const text = await readFeed(deps, language, token)
      return c.body(text, 200, {
        'content-type': 'text/calendar; charset=utf-8',
        'cache-control': 'private, max-age=300',
      })
    })
