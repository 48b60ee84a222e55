import type { MiddlewareHandler } from 'hono'
import { describeRoute } from 'hono-openapi'
import { PHOTO_TYPES } from '../domain/photo/photo.ts'
import { Refused } from '../services/refusal.ts'
import type { AppEnv } from './env.ts'

const PICTURE = { schema: { type: 'string', format: 'binary' } } as const

/** A picture as the body, up to 5 MB. Refuses other media types; what it really is, its content tells. */
export const photo = (): MiddlewareHandler<AppEnv> => {
  const check: MiddlewareHandler<AppEnv> = async (c, next) => {
    const type = (c.req.header('content-type') ?? '').toLowerCase()
    if (!PHOTO_TYPES.some((known) => known === type)) throw new Refused('unsupported_media_type')
    await next()
  }
  return Object.assign(
    check,
    describeRoute({
      requestBody: {
        required: true,
        content: Object.fromEntries(PHOTO_TYPES.map((type) => [type, PICTURE])),
      },
    }),
  )
}
