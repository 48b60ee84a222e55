import { BlockList, isIP } from 'node:net'

/** A page asks a dozen things at once; HTTP/2 alone would allow a hundred for each of 64 connections. */
const REQUESTS_PER_ADDRESS = 32
/** Three photos on their way, or 64 of the other bodies. */
const BODY_BYTES_PER_ADDRESS = 16_000_000
/** Of everybody together, so that the host stays far below what its service may use. */
const BODY_BYTES = 96_000_000

/** Somebody asks too much at once; another try a moment later may do. */
export class TooMuchAtOnce extends Error {
  override name = 'TooMuchAtOnce'
}

export type OpenRequest = Readonly<{
  /** Counts bytes of the body that wait in memory. Throws `TooMuchAtOnce`. */
  hold: (bytes: number) => void
  /** The answer has been taken, or nobody waits for it any more: its body is out of memory too. */
  end: () => void
}>

export type OpenRequests = Readonly<{ begin: (address: string) => OpenRequest }>

/**
 * What is on its way, by address: nobody may fill the memory with bodies, or hold all connections to the worker
 * with answers that are not read. This machine is bound by the common limit only. Throws `TooMuchAtOnce`.
 */
export const countOpenRequests = (): OpenRequests => {
  const own = new BlockList()
  own.addSubnet('127.0.0.0', 8, 'ipv4')
  own.addAddress('::1', 'ipv6')
  const open = new Map<string, { requests: number; bytes: number }>()
  let allBytes = 0

  const begin = (address: string): OpenRequest => {
    const isOwn = own.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
    const count = open.get(address) ?? { requests: 0, bytes: 0 }
    if (!isOwn && count.requests >= REQUESTS_PER_ADDRESS) throw new TooMuchAtOnce('too many requests at once')
    open.set(address, count)
    count.requests++
    let held = 0
    let hasEnded = false
    return {
      hold: (bytes) => {
        const isOverOwn = !isOwn && count.bytes + bytes > BODY_BYTES_PER_ADDRESS
        if (isOverOwn || allBytes + bytes > BODY_BYTES) throw new TooMuchAtOnce('too much is sent at once')
        held += bytes
        count.bytes += bytes
        allBytes += bytes
      },
      end: () => {
        if (hasEnded) return
        hasEnded = true
        count.bytes -= held
        allBytes -= held
        count.requests--
        if (count.requests === 0) open.delete(address)
      },
    }
  }
  return { begin }
}
