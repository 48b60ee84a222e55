import { BlockList, isIP, type Server, type Socket } from 'node:net'

/** Six tabs of a browser need six connections over HTTP/1.1 and one over HTTP/2. */
const CONNECTIONS_PER_ADDRESS = 64

/**
 * Keeps one address from taking all connections: beyond 64 its new ones are cut at once. This machine and
 * trusted proxies speak for many and are only bound by the server's own limit.
 */
export const limitCrowding = (server: Server, trustedProxies: readonly string[]): void => {
  const exempt = new BlockList()
  exempt.addSubnet('127.0.0.0', 8, 'ipv4')
  exempt.addAddress('::1', 'ipv6')
  for (const address of trustedProxies) exempt.addAddress(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')

  const open = new Map<string, number>()
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress
    // Gone before it could be counted.
    if (address === undefined) return void socket.destroy()
    if (exempt.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')) return
    const count = (open.get(address) ?? 0) + 1
    open.set(address, count)
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1
      if (left > 0) open.set(address, left)
      else open.delete(address)
    })
    if (count > CONNECTIONS_PER_ADDRESS) socket.destroy()
  })
}
