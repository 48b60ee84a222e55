import { deflateSync } from 'node:zlib'

const bytesOf = (text: string): number[] => [...Buffer.from(text, 'latin1')]
const segment = (marker: number, payload: number[]): number[] => [
  0xff,
  marker,
  (payload.length + 2) >> 8,
  (payload.length + 2) & 0xff,
  ...payload,
]

/** What cameras write into pictures, and nobody should find in a report. */
export const SECRET = 'GPS 52.5200 N 13.4050 E'

/** A JPEG of two scans, with EXIF, a comment, a maker's note, fill bytes, and something hidden behind its end. */
export const jpegWithSecrets = (width = 640, height = 480): Uint8Array<ArrayBuffer> =>
  Uint8Array.from([
    ...[0xff, 0xd8],
    ...segment(0xe0, bytesOf('JFIF\0\x01\x01\0\0\x01\0\x01\0\0')),
    ...segment(0xe1, bytesOf(`Exif\0\0${SECRET}`)),
    ...segment(0xee, bytesOf('Adobe\0\x64\0\0\0\0\x01')),
    ...segment(0xed, bytesOf(SECRET)),
    ...segment(0xfe, bytesOf(SECRET)),
    ...segment(0xdb, Array(65).fill(1)),
    ...segment(0xc2, [8, height >> 8, height & 0xff, width >> 8, width & 0xff, 1, 1, 0x11, 0]),
    0xff,
    ...segment(0xc4, Array(20).fill(0)),
    ...segment(0xda, [1, 1, 0, 0, 0, 0]),
    // Escaped and restart markers belong to the data.
    ...[0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56],
    ...segment(0xda, [1, 1, 0, 1, 63, 0]),
    ...[0x78, 0x9a],
    ...[0xff, 0xd9],
    ...bytesOf(SECRET),
  ])

const chunk = (type: string, data: Uint8Array): number[] => {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  return [...length, ...bytesOf(type), ...data, 0, 0, 0, 0]
}

export const pngWithSecrets = (width = 4, height = 3): Uint8Array<ArrayBuffer> => {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header[8] = 8
  return Uint8Array.from([
    ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    ...chunk('IHDR', header),
    ...chunk('tEXt', Buffer.from(SECRET)),
    ...chunk('eXIf', Buffer.from(SECRET)),
    ...chunk('IDAT', deflateSync(Buffer.alloc((width + 1) * height))),
    ...chunk('IEND', Buffer.alloc(0)),
    ...bytesOf(SECRET),
  ])
}

const riff = (type: string, data: number[]): number[] => {
  const length = Buffer.alloc(4)
  length.writeUInt32LE(data.length)
  return [...bytesOf(type), ...length, ...data, ...(data.length % 2 ? [0] : [])]
}

export const webpWithSecrets = (flags = 0x2c): Uint8Array<ArrayBuffer> => {
  const body = [
    ...bytesOf('WEBP'),
    ...riff('VP8X', [flags, 0, 0, 0, 9, 0, 0, 9, 0, 0]),
    ...riff('ICCP', bytesOf(SECRET)),
    ...riff('VP8 ', [0, 0, 0, 0x9d, 0x01, 0x2a, 10, 0, 10, 0, 1, 2, 3]),
    ...riff('EXIF', bytesOf(SECRET)),
    ...riff('XMP ', bytesOf(SECRET)),
  ]
  return Uint8Array.from(riff('RIFF', body))
}
