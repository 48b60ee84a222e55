import { queryOptions, useQuery } from '@tanstack/react-query'
import type { InferResponseType } from 'hono/client'
import { type Clock, useClock } from '../parts/clock.tsx'
import { type Api, answer } from './client.ts'
import { useApi } from './context.tsx'

export type Board = InferResponseType<Api['board']['$get'], 200>
export type Printer = Board['printers'][number]
export type Job = Board['jobs'][number]

/** Milliseconds between two looks at the board while a page that shows it is open. */
const boardEveryMs = 5_000

export const boardKey = ['board'] as const

const boardQuery = (api: Api, clock: Clock) =>
  queryOptions({
    queryKey: boardKey,
    queryFn: async () => {
      const board = await answer(api.board.$get())
      clock.follow(Date.parse(board.now))
      return board
    },
    refetchInterval: boardEveryMs,
    refetchOnWindowFocus: true,
    staleTime: 1_000,
  })

/** All printers with power and jobs, at most about 5 s old; the last good board stays while the server is away. */
export const useBoard = () => useQuery(boardQuery(useApi(), useClock()))
