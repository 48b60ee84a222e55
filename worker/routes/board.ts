import { Hono, type TypedResponse } from 'hono'
import type { AppEnv } from '../http/env.ts'
import { may } from '../http/may.ts'
import { type BoardView, readBoard } from '../services/board.ts'

/** The board's text is made once for all who see the same; its type is what it was made from. */
type BoardResponse = Response & TypedResponse<BoardView, 200, 'json'>

export const boardRoutes = () =>
  new Hono<AppEnv>().get('/', may('board.read'), async (c) => {
    const { deps, actor, language } = c.var
    const { body, etag } = await readBoard(deps, actor, language)
    const headers = {
      etag,
      'cache-control': 'private, no-cache',
      vary: 'Cookie, Authorization, Accept-Language',
    }
    if (c.req.header('if-none-match') === etag)
      return new Response(null, { status: 304, headers }) as BoardResponse
    return new Response(body, {
      headers: { ...headers, 'content-type': 'application/json' },
    }) as BoardResponse
  })
