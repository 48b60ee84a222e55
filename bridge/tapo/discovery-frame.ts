import { crc32 } from 'node:zlib'
import * as z from 'zod'

/** Bytes before the JSON: version, operation, length, flags, serial number, checksum (reference §2.6). */
const headerBytes = 16
/** Stands in the checksum's place while it is computed. */
const checksumSeed = 0x5a6b7c8d

const Answer = z.object({
  error_code: z.literal(0),
  result: z.object({
    device_type: z.string().max(64),
    device_model: z.string().max(64),
    mac: z.string().max(32),
    ip: z.string().max(64).optional(),
    mgt_encrypt_schm: z.object({
      encrypt_type: z.string().max(16),
      http_port: z.number().int().min(1).max(65_535).optional(),
    }),
  }),
})
export type DiscoveryResult = z.infer<typeof Answer>['result']

/** The probe that makes a Tapo device tell who it is, and some open their TCP port. `serial`: 32 bits. */
export const encodeProbe = (rsaPublicKey: string, serial: number): Buffer => {
  const payload = Buffer.from(JSON.stringify({ params: { rsa_key: rsaPublicKey } }))
  const frame = Buffer.alloc(headerBytes + payload.length)
  frame.writeUInt8(2, 0)
  frame.writeUInt16BE(1, 2)
  frame.writeUInt16BE(payload.length, 4)
  frame.writeUInt8(0x11, 6)
  frame.writeUInt32BE(serial >>> 0, 8)
  frame.writeUInt32BE(checksumSeed, 12)
  payload.copy(frame, headerBytes)
  frame.writeUInt32BE(crc32(frame), 12)
  return frame
}

/** `undefined`: no answer of a Tapo device. */
export const decodeAnswer = (frame: Buffer): DiscoveryResult | undefined => {
  try {
    return Answer.safeParse(JSON.parse(frame.subarray(headerBytes).toString())).data?.result
  } catch {
    return undefined
  }
}
