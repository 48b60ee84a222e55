import { generateKeyPair, randomInt } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { lookup } from 'node:dns/promises'
import { promisify } from 'node:util'
import { type Clock, sleep, withDeadline } from '../clock.ts'
import { broadcastOf, hostsOf, type Subnet } from '../subnet.ts'
import { type DiscoveryResult, decodeAnswer, encodeProbe } from './discovery-frame.ts'

export type DiscoveryOptions = {
  clock: Clock
  /** `undefined`: no broadcast and no search, only single plugs are woken. */
  subnet: Subnet | undefined
  /** UDP; 20002 on real plugs. */
  probePort: number
}
export type Found = DiscoveryResult & { /** As it answered, `host` or `host:port`. */ address: string }

export type Discovery = {
  /** Knocks at one plug (unicast, and broadcast for those that only hear that); `true`: it answered. */
  wake: (address: string, signal: AbortSignal) => Promise<boolean>
  /** Everything that answers on the subnet within 3 s. */
  search: (signal: AbortSignal) => Promise<Found[]>
}

const wakeTimeoutMs = 2_000
const searchMs = 3_000
/** Beyond it a network is only searched by broadcast. */
const mostUnicasts = 1_024
const mostFound = 500
/** A burst larger than this overflows send buffers and the access point's queue. */
const burst = 32
const betweenBurstsMs = 20

/** Discovery over UDP (reference §2.6). A socket lives as long as one call. */
export const createDiscovery = ({ clock, subnet, probePort }: DiscoveryOptions): Discovery => {
  let publicKey: Promise<string> | undefined
  const probe = async (): Promise<Buffer> => {
    publicKey ??= createPublicKey()
    return encodeProbe(await publicKey, randomInt(2 ** 32))
  }
  const broadcast = subnet ? [broadcastOf(subnet)] : []

  return {
    wake: async (address, signal) => {
      const { address: host } = await lookup(address.split(':')[0] ?? address, 4)
      const frame = await probe()
      const { promise: answered, resolve } = Promise.withResolvers<boolean>()
      const socket = await openSocket((_, from) => {
        if (from === host) resolve(true)
      })
      try {
        for (const target of [host, ...broadcast]) socket.send(frame, probePort, target)
        return (
          (await withDeadline<boolean | undefined>(
            clock,
            wakeTimeoutMs,
            signal,
            () => answered,
            undefined,
          )) ?? false
        )
      } finally {
        socket.close()
      }
    },
    search: async (signal) => {
      if (!subnet) return []
      const frame = await probe()
      const found = new Map<string, Found>()
      const socket = await openSocket((answer, from) => {
        const port = answer.mgt_encrypt_schm.http_port ?? 80
        const address = port === 80 ? from : `${from}:${port}`
        if (found.size < mostFound) found.set(address, { ...answer, address })
      })
      try {
        for (const target of broadcast) socket.send(frame, probePort, target)
        const hosts = hostsOf(subnet, mostUnicasts)
        for (let next = 0; next < hosts.length; next += burst) {
          for (const host of hosts.slice(next, next + burst)) socket.send(frame, probePort, host)
          await sleep(clock, betweenBurstsMs, signal)
        }
        await sleep(clock, searchMs, signal)
        return [...found.values()]
      } finally {
        socket.close()
      }
    },
  }
}

const openSocket = async (onAnswer: (answer: DiscoveryResult, from: string) => void) => {
  const socket = createSocket('udp4')
  const { promise: bound, resolve, reject } = Promise.withResolvers<void>()
  socket.once('listening', resolve)
  socket.once('error', reject)
  socket.bind(0)
  await bound
  // An unreachable host's ICMP answer must not end the search.
  socket.on('error', () => undefined)
  socket.setBroadcast(true)
  socket.on('message', (frame, { address }) => {
    const answer = decodeAnswer(frame)
    if (answer) onAnswer(answer, address)
  })
  return {
    send: (frame: Buffer, port: number, host: string) => socket.send(frame, port, host, () => undefined),
    close: () => socket.close(),
  }
}

/** The plug encrypts a part of its answer with it that we do not need; the size is what other clients send. */
const createPublicKey = async (): Promise<string> => {
  const { publicKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  return publicKey
}
