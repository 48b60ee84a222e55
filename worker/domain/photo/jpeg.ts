import type { Cleaned } from './photo.ts'

/** Markers of ITU-T T.81, annex B. */
const START = 0xd8
const END = 0xd9
const SCAN = 0xda
const COMMENT = 0xfe
/** Says how the colours are coded; without it some pictures are shown in wrong ones. */
const ADOBE = 0xee

const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
/** EXIF, XMP, previews, colour profiles, notes of makers, and what is reserved. */
const isForeign = (marker: number): boolean =>
  (marker >= 0xe0 && marker <= COMMENT && marker !== ADOBE) || marker < 0xc0

/** Where the compressed data of a scan ends: at a marker that is neither an escaped FF nor a restart. */
const endOfScan = (bytes: Uint8Array, from: number): number => {
  for (let at = from; at + 1 < bytes.length; at++) {
    const next = bytes[at + 1] ?? 0
    if (bytes[at] === 0xff && next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at
  }
  return bytes.length
}

/** The segments that make the picture, up to its end. `undefined` when it is no whole JPEG. */
export const cleanJpeg = (bytes: Uint8Array): Cleaned | undefined => {
  if (bytes[0] !== 0xff || bytes[1] !== START) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const parts = [bytes.subarray(0, 2)]
  let size: { width: number; height: number } | undefined
  let hasScan = false
  let at = 2
  while (at + 4 <= bytes.length || bytes[at + 1] === END) {
    if (bytes[at] !== 0xff) return undefined
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) {
      // Fill bytes may stand before a marker.
      at++
      continue
    }
    if (marker === END) {
      parts.push(bytes.subarray(at, at + 2))
      return size && hasScan ? { parts, ...size } : undefined
    }
    if (marker >= 0xd0 && marker <= START) return undefined
    const end = at + 2 + view.getUint16(at + 2)
    if (end < at + 4 || end > bytes.length) return undefined
    if (isFrame(marker)) {
      if (end < at + 9) return undefined
      size = { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    }
    const stop = marker === SCAN ? endOfScan(bytes, end) : end
    if (marker === SCAN) hasScan = true
    if (!isForeign(marker)) parts.push(bytes.subarray(at, stop))
    at = stop
  }
  return undefined
}
