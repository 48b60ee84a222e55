import { Cron } from 'croner'
import type { HostDeps } from './host.ts'
import type { CertificateSource, SiteCertificates } from './site-certificates.ts'

/** Once a day, at a quiet hour; a new leaf is made 30 days before the old one ends. */
export const renewCertificates = (
  deps: Pick<HostDeps, 'now' | 'logOf'>,
  certificatesAt: CertificateSource,
  use: (renewed: SiteCertificates) => void,
): Cron =>
  new Cron(
    '17 3 * * *',
    { catch: (error) => deps.logOf('host').error({ err: error }, 'certificate not renewed'), protect: true },
    async () => {
      const certificates = await certificatesAt(new Date(deps.now()))
      if (!certificates.renewed) return
      use(certificates)
      deps.logOf('host').info({ notAfter: certificates.notAfter }, 'certificate renewed')
    },
  )
