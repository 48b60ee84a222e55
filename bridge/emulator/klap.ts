/** KLAP v2: the plug's side of the key agreement and of the sealed messages. Byte layout: tapo-p110.md §2.1. */
import { createCipheriv, createDecipheriv, createHash, timingSafeEqual } from 'node:crypto'

export const SEED_BYTES = 16
const SIGNATURE_BYTES = 32

export interface KlapKeys {
  key: Buffer
  ivPrefix: Buffer
  signatureKey: Buffer
  /** Signed 32-bit start of the sequence; the first request carries the next number. */
  firstSequence: number
}

const digest = (algorithm: 'sha1' | 'sha256', ...parts: (string | Buffer)[]): Buffer => {
  const hash = createHash(algorithm)
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/** What both sides know: sha256(sha1(e-mail) | sha1(password)), 32 bytes. The e-mail is case-sensitive. */
export const authHash = (username: string, password: string): Buffer =>
  digest('sha256', digest('sha1', username), digest('sha1', password))

/** The plug's proof in the answer to handshake1. */
export const plugProof = (localSeed: Buffer, remoteSeed: Buffer, auth: Buffer): Buffer =>
  digest('sha256', localSeed, remoteSeed, auth)

/** The client's proof, the body of handshake2. */
export const clientProof = (localSeed: Buffer, remoteSeed: Buffer, auth: Buffer): Buffer =>
  digest('sha256', remoteSeed, localSeed, auth)

export const sameBytes = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b)

export function deriveKeys(localSeed: Buffer, remoteSeed: Buffer, auth: Buffer): KlapKeys {
  const iv = digest('sha256', 'iv', localSeed, remoteSeed, auth)
  return {
    key: digest('sha256', 'lsk', localSeed, remoteSeed, auth).subarray(0, 16),
    ivPrefix: iv.subarray(0, 12),
    signatureKey: digest('sha256', 'ldk', localSeed, remoteSeed, auth).subarray(0, 28),
    firstSequence: iv.readInt32BE(28),
  }
}

const sequenceBytes = (sequence: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(sequence)
  return bytes
}

const sign = (keys: KlapKeys, sequence: number, cipherText: Buffer): Buffer =>
  digest('sha256', keys.signatureKey, sequenceBytes(sequence), cipherText)

/** Encrypts and signs one message: 32 bytes signature, then AES-128-CBC. */
export function seal(keys: KlapKeys, sequence: number, text: string): Buffer {
  const iv = Buffer.concat([keys.ivPrefix, sequenceBytes(sequence)])
  const cipher = createCipheriv('aes-128-cbc', keys.key, iv)
  const cipherText = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([sign(keys, sequence, cipherText), cipherText])
}

/** Checks the signature and decrypts; `undefined` when the signature or the padding is wrong. */
export function unseal(keys: KlapKeys, sequence: number, body: Buffer): string | undefined {
  const cipherText = body.subarray(SIGNATURE_BYTES)
  if (!sameBytes(body.subarray(0, SIGNATURE_BYTES), sign(keys, sequence, cipherText))) return undefined
  const iv = Buffer.concat([keys.ivPrefix, sequenceBytes(sequence)])
  const decipher = createDecipheriv('aes-128-cbc', keys.key, iv)
  try {
    return Buffer.concat([decipher.update(cipherText), decipher.final()]).toString('utf8')
  } catch {
    return undefined
  }
}
