import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { EXIT, StartRefused } from '../start-refused.ts'

/** `purpose` finishes the sentence "port 8443 is needed for …". */
export type NeededPort = Readonly<{ port: number; host: string; purpose: string; variable: string }>

const REASONS: Record<string, string> = {
  EADDRINUSE: 'is taken by another program',
  EACCES: 'may not be opened by this user',
  EADDRNOTAVAIL: 'is on an address this computer does not have',
}

const POLL_MS = 100

/**
 * Throws `StartRefused` (exit code 3) naming every port that can't be had, what for, and how to change it.
 * `patienceMs`: how long a port may take to get free, after a process was ended whose threads still hold it.
 */
export const requireFreePorts = async (ports: readonly NeededPort[], patienceMs = 0): Promise<void> => {
  const endsAt = performance.now() + patienceMs
  let refusals = await findRefusals(ports)
  while (refusals.length > 0 && performance.now() < endsAt) {
    await wait(POLL_MS)
    refusals = await findRefusals(ports)
  }
  if (refusals.length > 0) throw new StartRefused(EXIT.occupied, refusals.join('\n'))
}

const findRefusals = async (ports: readonly NeededPort[]): Promise<string[]> => {
  const refusals: string[] = []
  for (const { port, host, purpose, variable } of ports) {
    const code = await tryPort(port, host)
    if (code === undefined) continue
    const reason = REASONS[code] ?? `can't be opened (${code})`
    refusals.push(`port ${port} on ${host}, needed for ${purpose}, ${reason}; ${variable} chooses another`)
  }
  return refusals
}

const tryPort = async (port: number, host: string): Promise<string | undefined> => {
  const server = createServer()
  try {
    server.listen(port, host)
    await once(server, 'listening')
    server.close()
    await once(server, 'close')
    return undefined
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  }
}
