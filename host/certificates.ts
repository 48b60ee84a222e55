import 'reflect-metadata'
import { createPrivateKey, randomBytes, webcrypto, X509Certificate } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { join } from 'node:path'
import * as x509 from '@peculiar/x509'

const DAY_MS = 86_400_000
const CA_DAYS = 3_650
/** Browsers on Apple systems refuse leaves of more than 825 days even from a private CA; a year is plenty. */
const LEAF_DAYS = 397
const RENEW_BEFORE_DAYS = 30
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

/** PEM texts. `ca` is what people install to trust the host; `cert` is the leaf only. */
export type Certificates = Readonly<{
  ca: string
  cert: string
  key: string
  notAfter: Date
  renewed: boolean
}>

/**
 * Gives a valid leaf for all `names` (DNS names or IP addresses), signed by the local CA in `dir`.
 * Makes the CA at first use (ECDSA P-256, 10 years) and a new leaf when the old one ends within
 * 30 days, does not cover a name, or does not fit the CA. Private keys are written with mode 0600.
 */
export const ensureCertificates = async (
  dir: string,
  names: readonly string[],
  now: Date,
): Promise<Certificates> => {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const ca = (await readCa(dir, now)) ?? (await createCa(dir, now))
  const kept = readLeaf(dir, names, ca.certificate.toString('pem'), now)
  if (kept) return kept
  return createLeaf(dir, ca, names, now)
}

type Ca = { certificate: x509.X509Certificate; key: webcrypto.CryptoKey }

const readPair = (dir: string, name: string): { cert: string; key: string } | undefined => {
  const [cert, key] = [join(dir, `${name}.crt`), join(dir, `${name}.key`)]
  if (!existsSync(cert) || !existsSync(key)) return undefined
  return { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') }
}

/** A CA that would end before the leaves it signs is replaced; everybody must then trust the new one. */
const readCa = async (dir: string, now: Date): Promise<Ca | undefined> => {
  const pair = readPair(dir, 'ca')
  if (!pair || !isUsable(pair, now, LEAF_DAYS)) return undefined
  const key = createPrivateKey(pair.key).toCryptoKey(ALGORITHM, true, ['sign'])
  return { certificate: new x509.X509Certificate(pair.cert), key }
}

const createCa = async (dir: string, now: Date): Promise<Ca> => {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
  const serialNumber = newSerialNumber()
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber,
    name: `CN=MYP local CA ${serialNumber.slice(-6)}, O=Manage Your Printer`,
    ...validity(now, CA_DAYS),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  await writePair(dir, 'ca', certificate, keys.privateKey)
  return { certificate, key: keys.privateKey }
}

const readLeaf = (dir: string, names: readonly string[], ca: string, now: Date): Certificates | undefined => {
  const pair = readPair(dir, 'host')
  if (!pair || !isUsable(pair, now, RENEW_BEFORE_DAYS)) return undefined
  const leaf = new X509Certificate(pair.cert)
  const covers = (name: string): boolean =>
    (isIP(name) ? leaf.checkIP(name) : leaf.checkHost(name, { subject: 'never' })) !== undefined
  if (!names.every(covers) || !leaf.verify(new X509Certificate(ca).publicKey)) return undefined
  return { ca, ...pair, notAfter: leaf.validToDate, renewed: false }
}

const createLeaf = async (
  dir: string,
  ca: Ca,
  names: readonly string[],
  now: Date,
): Promise<Certificates> => {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
  const dates = validity(now, LEAF_DAYS)
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: newSerialNumber(),
    subject: 'CN=Manage Your Printer',
    issuer: ca.certificate.subject,
    ...dates,
    signingAlgorithm: ALGORITHM,
    publicKey: keys.publicKey,
    signingKey: ca.key,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        names.map((name) => ({ type: isIP(name) ? ('ip' as const) : ('dns' as const), value: name })),
      ),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(ca.certificate.publicKey),
    ],
  })
  const pair = await writePair(dir, 'host', certificate, keys.privateKey)
  return { ca: ca.certificate.toString('pem'), ...pair, notAfter: dates.notAfter, renewed: true }
}

/** Valid from a day ago: a client whose clock is a little behind must not refuse a fresh certificate. */
const validity = (now: Date, days: number) => ({
  notBefore: new Date(now.getTime() - DAY_MS),
  notAfter: new Date(now.getTime() + days * DAY_MS),
})

/** Positive, as RFC 5280 demands: the highest bit is cleared. */
const newSerialNumber = (): string => {
  const bytes = randomBytes(16)
  bytes[0] = (bytes[0] ?? 0) & 0x7f || 1
  return bytes.toString('hex')
}

/** Damaged, mismatched, not yet valid or nearly over: all are reasons to make a new pair, not to stop the start. */
const isUsable = (pair: { cert: string; key: string }, now: Date, forDays: number): boolean => {
  try {
    const certificate = new X509Certificate(pair.cert)
    return (
      certificate.checkPrivateKey(createPrivateKey(pair.key)) &&
      certificate.validFromDate <= now &&
      certificate.validToDate.getTime() > now.getTime() + forDays * DAY_MS
    )
  } catch {
    return false
  }
}

const writePair = async (
  dir: string,
  name: string,
  certificate: x509.X509Certificate,
  privateKey: webcrypto.CryptoKey,
): Promise<{ cert: string; key: string }> => {
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', privateKey)
  const pair = {
    cert: `${certificate.toString('pem')}\n`,
    key: `${x509.PemConverter.encode(pkcs8, 'PRIVATE KEY')}\n`,
  }
  // The key first: with a crash between the two, the pair does not fit and is made anew.
  replaceFile(join(dir, `${name}.key`), pair.key, 0o600)
  replaceFile(join(dir, `${name}.crt`), pair.cert, 0o644)
  return pair
}

const replaceFile = (file: string, text: string, mode: number): void => {
  writeFileSync(`${file}.new`, text, { mode })
  renameSync(`${file}.new`, file)
}
