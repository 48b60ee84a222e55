import type { Cleaned } from './photo.ts'

const HEADER_BYTES = 12
/** Flags of the extended format (RFC 9649, 2.7): what the file says it also holds. */
const ANIMATION = 0x02
const ALPHA_ONLY = 0x10

const text = (bytes: Uint8Array, at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4))

/** Width and height as the picture's own data tell them; `undefined` when it does not begin as it must. */
const sizeOf = (type: string, view: DataView, at: number): { width: number; height: number } | undefined => {
  if (type === 'VP8L') {
    if (view.getUint8(at) !== 0x2f) return undefined
    const bits = view.getUint32(at + 1, true)
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
  }
  if (view.getUint8(at + 3) !== 0x9d || view.getUint8(at + 4) !== 0x01 || view.getUint8(at + 5) !== 0x2a)
    return undefined
  return { width: view.getUint16(at + 6, true) & 0x3fff, height: view.getUint16(at + 8, true) & 0x3fff }
}

const extended = (chunk: Uint8Array): Uint8Array => {
  const kept = chunk.slice()
  kept[8] = (kept[8] ?? 0) & ALPHA_ONLY
  return kept
}

/** The chunks that make the picture (RFC 9649), with a header to match. `undefined` when it is no whole still WebP. */
export const cleanWebp = (bytes: Uint8Array): Cleaned | undefined => {
  if (bytes.length < HEADER_BYTES || text(bytes, 0) !== 'RIFF' || text(bytes, 8) !== 'WEBP') return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const stop = Math.min(bytes.length, 8 + view.getUint32(4, true))
  const chunks: Uint8Array[] = []
  let size: { width: number; height: number } | undefined
  for (let at = HEADER_BYTES; at + 8 <= stop; ) {
    const type = text(bytes, at)
    const length = view.getUint32(at + 4, true)
    const end = at + 8 + length + (length % 2)
    if (end > bytes.length) return undefined
    const chunk = bytes.subarray(at, end)
    if (type === 'VP8X') {
      if (length < 10 || (view.getUint8(at + 8) & ANIMATION) !== 0) return undefined
      chunks.push(extended(chunk))
    } else if (type === 'VP8 ' || type === 'VP8L') {
      if (length < 10 || size) return undefined
      size = sizeOf(type, view, at + 8)
      chunks.push(chunk)
    } else if (type === 'ALPH') chunks.push(chunk)
    at = end
  }
  if (!size) return undefined
  const header = bytes.slice(0, HEADER_BYTES)
  const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0)
  new DataView(header.buffer).setUint32(4, 4 + length, true)
  return { parts: [header, ...chunks], ...size }
}
