/** UDP 20002, the plug's discovery port: answers probes, and wakes plugs whose web server sleeps (tapo-p110.md §2.6). */
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { crc32 } from 'node:zlib'
import * as z from 'zod'

const HEADER_BYTES = 16
const VERSION = 2
const OPERATION = 1
const FLAGS = 0x11
/** Stands in the checksum's place while it is computed. */
const CHECKSUM_SEED = 0x5a6b7c8d

const Probe = z.object({
  params: z.object({ rsa_key: z.string().startsWith('-----BEGIN PUBLIC KEY-----') }),
})

export interface Discoverable {
  /** Hears a probe: wakes up, and resolves with the `result` it answers; `undefined` when it can't hear. */
  probe(): Promise<Record<string, unknown> | undefined>
}

export interface Discovery {
  readonly port: number
  close(): Promise<void>
}

/** A packet of the discovery protocol. `serial`: any unsigned 32-bit number. */
function discoveryPacket(serial: number, payload: string): Buffer {
  const packet = Buffer.alloc(HEADER_BYTES + Buffer.byteLength(payload))
  packet.writeUInt8(VERSION, 0)
  packet.writeUInt16BE(OPERATION, 2)
  packet.writeUInt16BE(packet.length - HEADER_BYTES, 4)
  packet.writeUInt8(FLAGS, 6)
  packet.writeUInt32BE(serial, 8)
  packet.writeUInt32BE(CHECKSUM_SEED, 12)
  packet.write(payload, HEADER_BYTES)
  packet.writeUInt32BE(crc32(packet), 12)
  return packet
}

/** The serial of a valid probe; anything else is ignored, as the plug does. */
function serialOf(packet: Buffer): number | undefined {
  if (packet.length < HEADER_BYTES) return undefined
  const serial = packet.readUInt32BE(8)
  const text = packet.toString('utf8', HEADER_BYTES)
  if (!discoveryPacket(serial, text).equals(packet)) return undefined
  try {
    return Probe.safeParse(JSON.parse(text)).success ? serial : undefined
  } catch {
    return undefined
  }
}

async function bound(host: string, port: number): Promise<Socket> {
  const socket = createSocket({ type: 'udp4', reuseAddr: false })
  try {
    socket.bind(port, host)
    await once(socket, 'listening')
    return socket
  } catch (error) {
    socket.close()
    throw error
  }
}

/** On loopback the subnet's broadcasts (127.255.255.255) need a socket of their own; not every system allows it. */
async function broadcastSocket(host: string, port: number): Promise<Socket | undefined> {
  if (!host.startsWith('127.')) return undefined
  try {
    return await bound('127.255.255.255', port)
  } catch {
    return undefined
  }
}

/**
 * Answers for all these plugs from one port, each with its own packet, as on a network where every plug has its own
 * address. Rejects with the system's error when the port is taken. Port 0: any free one.
 */
export async function startDiscovery(options: {
  host: string
  port: number
  plugs: readonly Discoverable[]
}): Promise<Discovery> {
  const socket = await bound(options.host, options.port)
  const port = socket.address().port
  const broadcasts = await broadcastSocket(options.host, port)
  let closed = false
  const hear = async (packet: Buffer, from: { address: string; port: number }): Promise<void> => {
    const serial = serialOf(packet)
    if (serial === undefined) return
    for (const plug of options.plugs) {
      const result = await plug.probe()
      if (!result || closed) continue
      socket.send(discoveryPacket(serial, JSON.stringify({ result, error_code: 0 })), from.port, from.address)
    }
  }
  for (const ear of [socket, broadcasts]) ear?.on('message', (packet, from) => void hear(packet, from))
  return {
    port,
    async close() {
      if (closed) return
      closed = true
      for (const ear of [socket, broadcasts]) {
        if (!ear) continue
        ear.close()
        await once(ear, 'close')
      }
    },
  }
}
