import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto'

/** Before the 32 bytes of an Ed25519 public key in DER (RFC 8410). */
const DER_HEADER_BYTES = 12
const ALGORITHM = { key: 'Ed', signatureOfHash: 'ED' } as const

/**
 * A pair of keys for signing bundles: the secret half as PEM (PKCS #8), the public half in minisign's format,
 * so that `minisign -V` can check our signatures too.
 */
export const newSigningKey = (): { secret: string; public: string } => {
  const { privateKey } = generateKeyPairSync('ed25519')
  return {
    secret: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    public: publicKeyText(privateKey),
  }
}

/** The public half of a secret key (PEM), as minisign writes it. Throws when it is no Ed25519 key. */
export const publicKeyOf = (secret: string): string => publicKeyText(requireEd25519(secret))

/**
 * A detached signature in minisign's format (https://jedisct1.github.io/minisign/#signature-format): Ed25519 over
 * the BLAKE2b-512 hash of the content, and over the signature with its trusted comment, which must be one line.
 */
export const signContent = (content: Buffer, trustedComment: string, secret: string): string => {
  const key = requireEd25519(secret)
  const hash = createHash('blake2b512').update(content).digest()
  const signature = sign(null, hash, key)
  const whole = sign(null, Buffer.concat([signature, Buffer.from(trustedComment)]), key)
  return [
    'untrusted comment: signature of a MYP bundle',
    Buffer.concat([Buffer.from(ALGORITHM.signatureOfHash), keyId(key), signature]).toString('base64'),
    `trusted comment: ${trustedComment}`,
    whole.toString('base64'),
    '',
  ].join('\n')
}

const requireEd25519 = (secret: string): KeyObject => {
  const key = createPrivateKey(secret)
  if (key.asymmetricKeyType !== 'ed25519') throw new TypeError('the signing key is no Ed25519 key')
  return key
}

const rawPublicKey = (key: KeyObject): Buffer =>
  createPublicKey(key).export({ type: 'spki', format: 'der' }).subarray(DER_HEADER_BYTES)

/** minisign takes random bytes; derived from the key they need not be stored. */
const keyId = (key: KeyObject): Buffer =>
  createHash('sha256').update(rawPublicKey(key)).digest().subarray(0, 8)

const publicKeyText = (key: KeyObject): string => {
  const id = keyId(key)
  const text = Buffer.concat([Buffer.from(ALGORITHM.key), id, rawPublicKey(key)]).toString('base64')
  return `untrusted comment: MYP update key ${id.toString('hex').toUpperCase()}\n${text}\n`
}
