import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cleanPhoto } from '../../../worker/domain/photo/photo.ts'
import { jpegWithSecrets, pngWithSecrets, SECRET, webpWithSecrets } from '../../support/photos.ts'

const holdsSecret = (bytes: Uint8Array) => Buffer.from(bytes).includes(SECRET)

test.each([
  ['image/jpeg', jpegWithSecrets()],
  ['image/png', pngWithSecrets()],
  ['image/webp', webpWithSecrets()],
] as const)('an %s keeps its picture and loses what the camera wrote into it', (type, bytes) => {
  expect(holdsSecret(bytes)).toBe(true)
  const photo = cleanPhoto(bytes)
  expect(photo?.type).toBe(type)
  expect(holdsSecret(photo?.bytes ?? bytes)).toBe(false)
  // What was cleaned is whole, and clean.
  expect(cleanPhoto(photo?.bytes ?? bytes)).toEqual(photo)
})

test('a JPEG keeps both scans with their escaped bytes, and how its colours are coded', () => {
  const bytes = Buffer.from(cleanPhoto(jpegWithSecrets())?.bytes ?? [])
  expect(bytes.includes(Buffer.from([0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56]))).toBe(true)
  expect(bytes.includes(Buffer.from([0x78, 0x9a, 0xff, 0xd9]))).toBe(true)
  expect(bytes.includes('Adobe')).toBe(true)
})

test('a WebP no longer says that it holds a profile, EXIF or XMP', () => {
  const bytes = cleanPhoto(webpWithSecrets())?.bytes
  expect(bytes?.[20]).toBe(0)
  expect(new DataView(bytes?.buffer ?? new ArrayBuffer(8)).getUint32(4, true)).toBe((bytes?.length ?? 0) - 8)
})

test.each([
  ['a page', Uint8Array.from(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'))],
  ['nothing', new Uint8Array()],
  ['a picture too wide to look at', jpegWithSecrets(20_000, 10)],
  ['a picture without a size', jpegWithSecrets(0, 0)],
  ['an animation', webpWithSecrets(0x02)],
] as [string, Uint8Array][])('%s is no photo', (_, bytes) => {
  expect(cleanPhoto(bytes)).toBeUndefined()
})

test('whatever is cut off or damaged is refused or cleaned, and never breaks the program', () => {
  const whole = fc.constantFrom(jpegWithSecrets(), pngWithSecrets(), webpWithSecrets())
  const damaged = fc.tuple(whole, fc.nat(), fc.nat(), fc.nat(255)).map(([bytes, cut, at, byte]) => {
    const copy = bytes.slice(0, cut % (bytes.length + 1))
    if (copy.length > 0) copy[at % copy.length] = byte
    return copy
  })
  fc.assert(
    fc.property(fc.oneof(damaged, fc.uint8Array({ maxLength: 200 })), (bytes) => {
      const photo = cleanPhoto(bytes)
      if (photo) expect(cleanPhoto(photo.bytes)?.type).toBe(photo.type)
    }),
    { numRuns: 2_000 },
  )
})
