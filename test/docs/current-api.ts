import { createApp } from '../../worker/app.ts'
import type { Deps } from '../../worker/deps.ts'
import { type ApiDescription, describeApi } from '../../worker/http/openapi.ts'

/** The description of the API as the routes are now. Nothing is called, so nothing has to be there. */
export const currentApi = (): Promise<ApiDescription> =>
  describeApi(createApp({ config: { rates: {} }, now: () => 0 } as unknown as Deps))
