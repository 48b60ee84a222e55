import { cleanJpeg } from './jpeg.ts'
import { cleanPng } from './png.ts'
import { cleanWebp } from './webp.ts'

export const PHOTO_TYPES = ['image/jpeg', 'image/png', 'image/webp'] as const
export type PhotoType = (typeof PHOTO_TYPES)[number]
/** A picture's parts that carry the picture, in order, and its size in pixels. */
export type Cleaned = { parts: Uint8Array[]; width: number; height: number }

/** No camera is larger; what is, would fill the memory of whoever looks at it. */
const MAX_SIDE = 12_000
const MAX_PIXELS = 64_000_000

const CLEANERS: Record<PhotoType, (bytes: Uint8Array) => Cleaned | undefined> = {
  'image/jpeg': cleanJpeg,
  'image/png': cleanPng,
  'image/webp': cleanWebp,
}

const joined = (parts: Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/**
 * A photo by its content, whatever it was called, with only the parts that make the picture: no place, no time,
 * no camera, no preview, no comment, nothing behind its end. `undefined` for what is no whole JPEG, PNG or WebP,
 * is animated, or too large to be looked at. The picture itself is not decoded: browsers judge that.
 */
export const cleanPhoto = (bytes: Uint8Array): { type: PhotoType; bytes: Uint8Array } | undefined => {
  for (const type of PHOTO_TYPES) {
    const cleaned = CLEANERS[type](bytes)
    if (!cleaned) continue
    const { parts, width, height } = cleaned
    const fits =
      width > 0 && height > 0 && Math.max(width, height) <= MAX_SIDE && width * height <= MAX_PIXELS
    return fits ? { type, bytes: joined(parts) } : undefined
  }
  return undefined
}
