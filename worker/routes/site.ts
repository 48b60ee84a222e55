import { Hono } from 'hono'
import type { AppEnv } from '../http/env.ts'
import { may } from '../http/may.ts'
import { readSite } from '../services/site.ts'
import { readStatus, readSystemHealth } from '../services/system-health.ts'

/** What anybody may know: is it up, and whose workshop is it. */
export const siteRoutes = () =>
  new Hono<AppEnv>()
    .get('/health', may('health.read'), async (c) => c.json({ status: await readStatus(c.var.deps) }))
    .get('/health/details', may('health.read_details'), async (c) =>
      c.json(await readSystemHealth(c.var.deps, c.var.language)),
    )
    .get('/site', may('site.read'), async (c) => c.json(await readSite(c.var.deps)))
