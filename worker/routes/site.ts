import { Hono } from 'hono'
import type { AppEnv } from '../http/env.ts'
import { readSite } from '../services/site.ts'

/** What anybody may know: is it up, and whose workshop is it. */
export const siteRoutes = () =>
  new Hono<AppEnv>()
    .get('/health', (c) => c.json({ status: 'ok' as const }))
    .get('/site', async (c) => c.json(await readSite(c.var.deps)))
