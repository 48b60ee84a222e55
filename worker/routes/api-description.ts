import { Hono } from 'hono'
import { API_PAGE_POLICY, apiPage } from '../http/api-page.ts'
import type { AppEnv } from '../http/env.ts'
import { may } from '../http/may.ts'
import { type ApiDescription, describeApi } from '../http/openapi.ts'

/** All of the API, these routes included, described from what the routes check: for programs and for people. */
export const apiDescriptionRoutes = (api: Pick<Hono, 'routes'>) => {
  let description: Promise<ApiDescription> | undefined
  const described = (): Promise<ApiDescription> => {
    description ??= describeApi(api)
    return description
  }
  return new Hono<AppEnv>()
    .get('/openapi.json', may('api.read'), async (c) => c.json(await described()))
    .get('/docs', may('api.read'), async (c) => {
      c.header('content-security-policy', API_PAGE_POLICY)
      return c.html(apiPage(await described()))
    })
}
