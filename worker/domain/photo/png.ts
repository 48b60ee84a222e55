import type { Cleaned } from './photo.ts'

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
/** What makes the picture (W3C PNG, 11.2 and 11.3): no text, no time, no EXIF, no profile, no animation. */
const KEPT = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB'])
const HEADER_BYTES = 13

/** The chunks that make the picture, up to its end. `undefined` when it is no whole PNG. */
export const cleanPng = (bytes: Uint8Array): Cleaned | undefined => {
  if (SIGNATURE.some((byte, i) => bytes[i] !== byte)) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const parts = [bytes.subarray(0, 8)]
  let size: { width: number; height: number } | undefined
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at)
    const end = at + 12 + length
    if (end > bytes.length) return undefined
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
    if ((type === 'IHDR') !== (size === undefined)) return undefined
    if (type === 'IHDR') {
      if (length !== HEADER_BYTES) return undefined
      size = { width: view.getUint32(at + 8), height: view.getUint32(at + 12) }
    }
    if (KEPT.has(type)) parts.push(bytes.subarray(at, end))
    if (type === 'IEND') return size && { parts, ...size }
    at = end
  }
  return undefined
}
