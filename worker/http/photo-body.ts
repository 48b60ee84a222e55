import type { MiddlewareHandler } from 'hono'
import { PHOTO_TYPES } from '../domain/photo/photo.ts'
import { Refused } from '../services/refusal.ts'
import type { AppEnv } from './env.ts'

/** Under this key a middleware carries the media types that it takes, for the OpenAPI document. */
export const PICTURE_BODY = Symbol('picture body')

/** A picture as the body, up to 5 MB. Refuses other media types; what it really is, its content tells. */
export const photo = (): MiddlewareHandler<AppEnv> => {
  const check: MiddlewareHandler<AppEnv> = async (c, next) => {
    const type = (c.req.header('content-type') ?? '').toLowerCase()
    if (!PHOTO_TYPES.some((known) => known === type)) throw new Refused('unsupported_media_type')
    await next()
  }
  return Object.assign(check, { [PICTURE_BODY]: PHOTO_TYPES })
}
