import { BlockList, isIP } from 'node:net'

export const METRICS_PATH = '/metrics'

export type MetricsPage = Readonly<{
  /** Whether this address may read it; to others the page does not exist. */
  allows: (clientIp: string) => boolean
  read: () => Promise<string>
}>

/** Metrics for these addresses and for the machine itself. */
export const metricsPage = (addresses: readonly string[], read: () => Promise<string>): MetricsPage => {
  const allowed = new BlockList()
  allowed.addSubnet('127.0.0.0', 8, 'ipv4')
  allowed.addAddress('::1', 'ipv6')
  for (const address of addresses) allowed.addAddress(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
  return {
    allows: (clientIp) => allowed.check(clientIp, isIP(clientIp) === 6 ? 'ipv6' : 'ipv4'),
    read,
  }
}
