/** Sends discovery probes by UDP, built from the byte layout alone (tapo-p110.md §2.6). */
import { createSocket } from 'node:dgram'
import { once } from 'node:events'

const KEY = '-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A\n-----END PUBLIC KEY-----\n'
export const PROBE_TEXT = JSON.stringify({ params: { rsa_key: KEY } })

/** CRC-32 as IEEE 802.3 defines it, bit by bit. */
function crc32(bytes: Buffer): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return (crc ^ 0xffffffff) >>> 0
}

export function probePacket(serial: number, text = PROBE_TEXT): Buffer {
  const payload = Buffer.from(text)
  const header = Buffer.from('02000001000011000000000000000000', 'hex')
  header.writeUInt16BE(payload.length, 4)
  header.writeUInt32BE(serial, 8)
  header.writeUInt32BE(0x5a6b7c8d, 12)
  const packet = Buffer.concat([header, payload])
  packet.writeUInt32BE(crc32(packet), 12)
  return packet
}

/** Sends packets to a port and resolves with the answers once there are `count`; rejects after 5 s. */
export async function probe(
  to: { address: string; port: number },
  packets: Buffer[],
  count = 1,
): Promise<Buffer[]> {
  const socket = createSocket('udp4')
  const answers: Buffer[] = []
  try {
    socket.bind(0, '127.0.0.1')
    await once(socket, 'listening')
    socket.setBroadcast(true)
    const signal = AbortSignal.timeout(5_000)
    for (const packet of packets) socket.send(packet, to.port, to.address)
    while (answers.length < count) answers.push((await once(socket, 'message', { signal }))[0])
    return answers
  } finally {
    socket.close()
  }
}
