import { isIPv6 } from 'node:net'
import type { Site } from './config.ts'

const HTTPS_PORT = 443

/**
 * `host` or `host:port` by which other devices reach the portal: the first of the site's names. A reverse proxy
 * in front of the host answers at the usual port. `undefined` for a site without names, such as the demo.
 */
export const siteAddress = (
  { names, trustedProxies }: Pick<Site, 'names' | 'trustedProxies'>,
  httpsPort: number,
): string | undefined => {
  const [name] = names
  if (name === undefined) return undefined
  const host = isIPv6(name) ? `[${name}]` : name
  return httpsPort === HTTPS_PORT || trustedProxies.length > 0 ? host : `${host}:${httpsPort}`
}
