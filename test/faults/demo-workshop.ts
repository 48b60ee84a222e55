import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { setDefaultCACertificates } from 'node:tls'
import { type Client, createClient } from '../support/client.ts'

const READY_TIMEOUT_MS = 120_000
const POLL_MS = 100

/** The first of so many free ports in a row, below those the kernel gives out by itself. */
export const freePorts = async (count = 12): Promise<number> => {
  for (;;) {
    const first = 20_000 + Math.floor(Math.random() * 1_000) * 12
    const servers = Array.from({ length: count }, () => createServer())
    try {
      for (const [index, server] of servers.entries()) {
        server.listen(first + index, '127.0.0.1')
        await once(server, 'listening')
      }
      return first
    } catch {
      // One is taken: the next dozen.
    } finally {
      for (const server of servers) server.close()
    }
  }
}

export type DemoWorkshop = Awaited<ReturnType<typeof startDemoWorkshop>>

/**
 * The whole demo by `npm start`'s own program, in a data folder of its own: real processes, emulated plugs.
 * A folder keeps its ports: the plugs' addresses are in its database.
 */
export const startDemoWorkshop = async (dataDir: string, first: number) => {
  const [httpsPort, httpPort, workerPort, bridgePort, emulatorPort] = [0, 1, 2, 3, 4].map((n) => first + n)
  const child = spawn(process.execPath, ['host/start.ts'], {
    env: {
      ...process.env,
      MYP_DATA_DIR: dataDir,
      MYP_HTTPS_PORT: String(httpsPort),
      MYP_HTTP_PORT: String(httpPort),
      MYP_WORKER_PORT: String(workerPort),
      MYP_BRIDGE_PORT: String(bridgePort),
      MYP_EMULATOR_PORT: String(emulatorPort),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = collect(child)
  try {
    await until('the workshop is ready', READY_TIMEOUT_MS, () => output().includes('MYP ready at'))
  } catch (cause) {
    child.kill('SIGTERM')
    throw new Error(`not ready; the workshop said: ${output().slice(-2_000)}`, { cause })
  }
  setDefaultCACertificates([readFileSync(join(dataDir, 'tls', 'ca.crt'), 'utf8')])
  const url = new URL(`https://localhost:${httpsPort}`)
  return {
    dataDir,
    httpsPort: first,
    output,
    /** The process of `host`, `bridge`, `emulator` or `workerd`; nothing while there is none. */
    pidOf: (name: string): number | undefined => {
      const file = join(dataDir, 'run', `${name}.pid`)
      try {
        return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).pid : undefined
      } catch {
        // It is being written at this moment.
        return undefined
      }
    },
    /** A client of the portal, through the gateway. */
    signIn: async (username: string): Promise<Client> => {
      const client = createClient({ url, gatewaySecret: 'the gateway has its own' })
      await client.signIn(username, 'werkstatt-demo')
      return client
    },
    stop: async () => {
      child.kill('SIGTERM')
      if (child.exitCode === null) await once(child, 'exit')
    },
  }
}

const collect = (child: ChildProcess): (() => string) => {
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (text += String(chunk)))
  return () => text
}

/** Waits until something is so. Throws, naming it, when it is not within the time. */
export const until = async (
  what: string,
  timeoutMs: number,
  isSo: () => boolean | Promise<boolean>,
): Promise<void> => {
  const endsAt = performance.now() + timeoutMs
  while (!(await isSo())) {
    if (performance.now() > endsAt) throw new Error(`not within ${timeoutMs / 1000} s: ${what}`)
    await wait(POLL_MS)
  }
}
