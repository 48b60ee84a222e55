import { Hono } from 'hono'
import type { AppEnv } from '../http/env.ts'
import { may } from '../http/may.ts'
import { listBackups, makeBackup } from '../services/backups.ts'

export const backupRoutes = () =>
  new Hono<AppEnv>()
    .get('/', may('backup.manage'), async (c) => c.json(await listBackups(c.var.deps)))
    .post('/', may('backup.manage'), async (c) => c.json(await makeBackup(c.var.deps, c.var.actor), 201))
