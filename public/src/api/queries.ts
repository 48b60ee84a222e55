import { QueryCache, QueryClient } from '@tanstack/react-query'
import { asProblem } from './problem.ts'
import { forgetSession } from './session.ts'

/** Another try may help when no answer came or the server stumbled, never when it refused. */
const isWorthRetrying = (error: Error) => {
  const { status } = asProblem(error)
  return status === 0 || status >= 500
}

/** The cache behind all pages. A refusal for want of a session brings the sign-in form. */
export function createQueries(): QueryClient {
  const queries: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (asProblem(error).status === 401) forgetSession(queries)
      },
    }),
    defaultOptions: {
      queries: { retry: (failures, error) => failures < 2 && isWorthRetrying(error), networkMode: 'always' },
      mutations: { networkMode: 'always' },
    },
  })
  return queries
}
