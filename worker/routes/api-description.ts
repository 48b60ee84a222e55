import { Hono } from 'hono'
import type { AppEnv } from '../http/env.ts'
import { may } from '../http/may.ts'
import { type ApiDescription, describeApi } from '../http/openapi.ts'

/** `GET /api/openapi.json`: all of the API, this route included, described from what the routes check. */
export const apiDescriptionRoutes = (api: Pick<Hono, 'routes'>) => {
  let description: Promise<ApiDescription> | undefined
  return new Hono<AppEnv>().get('/openapi.json', may('api.read'), async (c) => {
    description ??= describeApi(api)
    return c.json(await description)
  })
}
