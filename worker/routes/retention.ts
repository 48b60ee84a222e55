import { Hono } from 'hono'
import type { AppEnv } from '../http/env.ts'
import { may } from '../http/may.ts'
import { applyRetention, previewRetention } from '../services/retention.ts'

/** What is forgotten when: the policy is in the settings, the night does it, an admin may do it now. */
export const retentionRoutes = () =>
  new Hono<AppEnv>()
    .get('/', may('retention.manage'), async (c) => c.json(await previewRetention(c.var.deps)))
    .post('/run', may('retention.manage'), async (c) => c.json(await applyRetention(c.var.deps, c.var.actor)))
