import { type Certificates, ensureCertificates } from './certificates.ts'
import { type OwnCertificate, readOwnCertificate } from './own-certificate.ts'

/** The local CA's certificate and, where the site has one, its own, which browsers get under every name but `localhost`. */
export type SiteCertificates = Certificates & Readonly<{ own?: Readonly<{ cert: string; key: string }> }>

/** Gives what is in force now; `renewed` tells that it is something else than at the call before. */
export type CertificateSource = (now: Date) => Promise<SiteCertificates>

/**
 * The local CA's certificate renews itself; the site's own is read anew at each call, so that a file that was
 * replaced counts without a restart. `notAfter` is the end of the one browsers get.
 */
export const certificateSource = (
  ownFiles: OwnCertificate | undefined,
  dir: string,
  names: readonly string[],
): CertificateSource => {
  let last: string | undefined
  return async (now) => {
    const local = await ensureCertificates(dir, names, now)
    if (ownFiles === undefined) return local
    const { cert, key, notAfter } = readOwnCertificate(ownFiles, now)
    const renewed = local.renewed || (last !== undefined && cert !== last)
    last = cert
    return { ...local, own: { cert, key }, notAfter, renewed }
  }
}
