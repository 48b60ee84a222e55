import { Hono } from 'hono'
import type { AppEnv } from '../http/env.ts'
import { may } from '../http/may.ts'
import { readSite } from '../services/site.ts'
import { readSystemHealth } from '../services/system-health.ts'

/** What anybody may know: is it up, and whose workshop is it. */
export const siteRoutes = () =>
  new Hono<AppEnv>()
    .get('/health', may('health.read'), (c) => c.json({ status: 'ok' as const }))
    .get('/health/details', may('health.read_details'), async (c) =>
      c.json(await readSystemHealth(c.var.deps, c.var.language)),
    )
    .get('/site', may('site.read'), async (c) => c.json(await readSite(c.var.deps)))
