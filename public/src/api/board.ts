import { queryOptions, useQuery } from '@tanstack/react-query'
import { type Clock, useClock } from '../parts/clock.tsx'
import { answer } from './client.ts'
import { useApi } from './context.tsx'
import { boardKey } from './keys.ts'
import { useIsLive } from './live.tsx'
import type { Api } from './shapes.ts'

/** Between two looks at the board while nobody tells that it changed. */
const pollEveryMs = 5_000
/** Between two looks while changes are told: plugs are read that often, and watts alone are not told. */
const lookEveryMs = 10_000

export const boardQuery = (api: Api, clock: Clock, isLive: boolean) =>
  queryOptions({
    queryKey: boardKey,
    queryFn: async () => {
      const board = await answer(api.board.$get())
      clock.follow(Date.parse(board.now))
      return board
    },
    refetchInterval: isLive ? lookEveryMs : pollEveryMs,
    refetchOnWindowFocus: true,
    staleTime: 1_000,
  })

/** All printers with power and jobs, at most about 10 s old; the last good board stays while the server is away. */
export const useBoard = () => useQuery(boardQuery(useApi(), useClock(), useIsLive()))

/** Milliseconds without an answer after which what is shown may be old. */
const staleAfterMs = 15_000

/**
 * Since when (epoch ms) the server has been silent; `undefined` while it answers. By the server's own clock, as
 * `now` is: a device whose clock is wrong must not take an old board for a new one.
 */
export function useLostSince(now: number): number | undefined {
  // The first try that fails counts: with all its tries a silent server would take half a minute more.
  const { data, isError, failureCount } = useBoard()
  if (!data || !(isError || failureCount > 0)) return undefined
  const lastAnswerAt = Date.parse(data.now)
  return now - lastAnswerAt > staleAfterMs ? lastAnswerAt : undefined
}
