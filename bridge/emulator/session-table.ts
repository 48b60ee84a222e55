/** Which clients the plug knows: handshakes that have begun, and the few sessions that live (one by default). */
import { randomBytes } from 'node:crypto'
import { authHash, clientProof, deriveKeys, type KlapKeys, plugProof, SEED_BYTES, sameBytes } from './klap.ts'

/** The plug forgets a session after a day; its cookie says so. */
export const SESSION_SECONDS = 86_400
const MAX_HANDSHAKES_BEGUN = 8

interface Handshake {
  id: string
  localSeed: Buffer
  remoteSeed: Buffer
}

interface Session {
  id: string
  keys: KlapKeys
  /** The last sequence number accepted; the next must be greater. */
  sequence: number
  /** Epoch ms. */
  expiresAt: number
}

export interface SessionTable {
  /** handshake1: a new id and the 48 bytes of the answer. */
  begin(localSeed: Buffer): { id: string; answer: Buffer }
  /** handshake2: `true` makes the session live and ends the oldest beyond the limit. */
  confirm(id: string, proof: Buffer, now: number): boolean
  /** The live session of that id; `undefined` when unknown, replaced or expired. */
  find(id: string, now: number): Session | undefined
  /** Forgets every client, as a reboot does. */
  clear(): void
  count(): number
}

export function createSessionTable(options: {
  username: string
  password: string
  maxSessions: number
}): SessionTable {
  const auth = authHash(options.username, options.password)
  // Maps keep insertion order: the first entry is the oldest.
  const handshakes = new Map<string, Handshake>()
  const sessions = new Map<string, Session>()
  const dropOldest = (map: Map<string, unknown>, limit: number): void => {
    for (const id of [...map.keys()].slice(0, Math.max(0, map.size - limit))) map.delete(id)
  }
  return {
    begin(localSeed) {
      const id = randomBytes(16).toString('hex').toUpperCase()
      const remoteSeed = randomBytes(SEED_BYTES)
      handshakes.set(id, { id, localSeed, remoteSeed })
      dropOldest(handshakes, MAX_HANDSHAKES_BEGUN)
      return { id, answer: Buffer.concat([remoteSeed, plugProof(localSeed, remoteSeed, auth)]) }
    },
    confirm(id, proof, now) {
      const handshake = handshakes.get(id)
      if (!handshake) return false
      handshakes.delete(id)
      if (!sameBytes(proof, clientProof(handshake.localSeed, handshake.remoteSeed, auth))) return false
      const keys = deriveKeys(handshake.localSeed, handshake.remoteSeed, auth)
      sessions.set(id, { id, keys, sequence: keys.firstSequence, expiresAt: now + SESSION_SECONDS * 1000 })
      dropOldest(sessions, options.maxSessions)
      return true
    },
    find(id, now) {
      const session = sessions.get(id)
      if (session && session.expiresAt <= now) sessions.delete(id)
      return sessions.get(id)
    },
    clear() {
      handshakes.clear()
      sessions.clear()
    },
    count: () => sessions.size,
  }
}
