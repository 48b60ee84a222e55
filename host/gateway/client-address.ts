import type { IncomingHttpHeaders } from 'node:http'
import { BlockList, isIP } from 'node:net'

/** A chain of more proxies than this is nonsense. */
const MAX_HOPS = 10

type Request = { headers: IncomingHttpHeaders; socket: { remoteAddress?: string | undefined } }
/** Where a request really comes from. */
export type ReadClientAddress = (request: Request) => string

/** IPv4 as such, also where it is written `::ffff:192.168.0.7`. */
const plain = (address: string): string => address.trim().replace(/^::ffff:(?=\d+\.)/i, '')

/**
 * The peer's own address, whatever it claims. Only where the peer is a proxy the site trusts, the last address
 * in `X-Forwarded-For` that is not a trusted proxy itself: everything before it the client may have made up.
 */
export const clientAddressReader = (trustedProxies: readonly string[]): ReadClientAddress => {
  const trusted = new BlockList()
  const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4')
  for (const address of trustedProxies) trusted.addAddress(address, familyOf(address))
  const isTrusted = (address: string): boolean =>
    isIP(address) !== 0 && trusted.check(address, familyOf(address))

  return ({ headers, socket }) => {
    const peer = plain(socket.remoteAddress ?? '')
    if (!isTrusted(peer)) return peer
    const forwarded = String(headers['x-forwarded-for'] ?? '')
    const hops = forwarded.split(',').map(plain).slice(-MAX_HOPS)
    for (const hop of hops.reverse()) {
      if (isIP(hop) === 0) return peer
      if (!isTrusted(hop)) return hop
    }
    return peer
  }
}
