import { Hono } from 'hono'
import type { AppEnv } from '../http/env.ts'
import { may, person } from '../http/may.ts'
import { body } from '../http/validate.ts'
import { changeSettings, readSettings } from '../services/settings.ts'
import { SettingsPatch } from '../services/settings-schema.ts'

export const settingsRoutes = () =>
  new Hono<AppEnv>()
    .get('/', may('settings.read'), async (c) => c.json(await readSettings(c.var.deps)))
    .patch('/', person('settings.change'), body(SettingsPatch), async (c) =>
      c.json(await changeSettings(c.var.deps, c.var.person, c.req.valid('json'))),
    )
