import type { Plugin } from 'vite'
import { createApp } from '../../worker/app.ts'
import type { Deps } from '../../worker/deps.ts'
import { apiPage } from '../../worker/http/api-page.ts'
import { type ApiDescription, describeApi } from '../../worker/http/openapi.ts'

/** The description of the API as the routes are now. Nothing is called, so nothing has to be there. */
export const currentApi = (): Promise<ApiDescription> =>
  describeApi(createApp({ config: { rates: {} }, now: () => 0 } as unknown as Deps))

/** `/api/openapi.json` and `/api/docs` as files for the gateway. */
export const apiFiles = async (): Promise<Map<string, string>> => {
  const api = await currentApi()
  return new Map([
    ['api/openapi.json', JSON.stringify(api)],
    ['api/docs.html', String(await apiPage(api))],
  ])
}

/** Adds the API's description to the build. */
export const apiDescription = (): Plugin => ({
  name: 'api-description',
  apply: 'build',
  async generateBundle() {
    for (const [fileName, source] of await apiFiles()) this.emitFile({ type: 'asset', fileName, source })
  },
})
