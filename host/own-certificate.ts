import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { EXIT, StartRefused } from './start-refused.ts'

export type OwnCertificate = Readonly<{
  /** PEM: the leaf, followed by its intermediates. */
  certificate: string
  /** PEM, readable by the service only. */
  key: string
}>

const refuse = (file: string, reason: string): never => {
  throw new StartRefused(EXIT.settings, `[tls] ${file}: ${reason}`)
}

const read = (file: string): string => {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    return refuse(file, `can't be read (${(error as NodeJS.ErrnoException).code})`)
  }
}

const parse = <T>(file: string, make: () => T): T => {
  try {
    return make()
  } catch {
    return refuse(file, 'is no PEM of the right kind')
  }
}

/**
 * The site's own certificate instead of the local CA's. Throws `StartRefused` (exit code 2) when a file is
 * missing, the key does not fit or others can read it, or the certificate is over.
 */
export const readOwnCertificate = (
  { certificate, key }: OwnCertificate,
  now: Date,
): { cert: string; key: string; notAfter: Date } => {
  const [cert, keyText] = [read(certificate), read(key)]
  if ((statSync(key).mode & 0o007) !== 0) refuse(key, `everybody can read it: chmod 640 ${key}`)
  const leaf = parse(certificate, () => new X509Certificate(cert))
  const privateKey = parse(key, () => createPrivateKey(keyText))
  if (!leaf.checkPrivateKey(privateKey)) refuse(key, `does not fit ${certificate}`)
  if (leaf.validToDate <= now) refuse(certificate, `ended on ${leaf.validTo}`)
  return { cert, key: keyText, notAfter: leaf.validToDate }
}
