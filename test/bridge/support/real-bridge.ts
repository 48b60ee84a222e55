import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sign } from '@tsndr/cloudflare-worker-jwt'
import { pino } from 'pino'
import { type Bridge, startBridge } from '../../../bridge/bridge.ts'
import type { Clock } from '../../../bridge/clock.ts'
import type { Configuration } from '../../../bridge/configuration.ts'
import { BRIDGE_AUDIENCE } from '../../../bridge/protocol.ts'
import { account } from './world.ts'

export const bridgeSecret = 'bridge-secret-of-the-tests-0123456789'

export const realClock: Clock = {
  now: () => Date.now(),
  after: (delayMs, action) => {
    const timer = setTimeout(action, delayMs)
    return () => clearTimeout(timer)
  },
}

export const tokenFor = (claims: Record<string, unknown> = {}, secret = bridgeSecret): Promise<string> =>
  sign({ aud: BRIDGE_AUDIENCE, exp: Math.floor(Date.now() / 1000) + 60, ...claims }, secret, 'HS256')

export type RealBridge = Bridge & {
  /** With a good token. `body` text is sent as it is, anything else as JSON. */
  call: (
    method: string,
    path: string,
    body?: unknown,
  ) => Promise<{ status: number; text: string; body: unknown }>
  url: string
  log: () => string
}

/** The whole bridge in real time on a free port, with its own empty folder. */
export const openBridge = async (overrides: Partial<Configuration> = {}): Promise<RealBridge> => {
  const folder = await mkdtemp(join(tmpdir(), 'myp-bridge-'))
  const lines: string[] = []
  const configuration: Configuration = {
    host: '127.0.0.1',
    port: 0,
    secret: bridgeSecret,
    data_dir: folder,
    worker_url: 'http://127.0.0.1:9',
    poll_seconds: 5,
    probe_port: 9,
    time_zone: 'Europe/Berlin',
    log_level: 'debug',
    tapo: account,
    account: [],
    ...overrides,
  }
  const log = pino({ level: 'debug' }, { write: (line) => void lines.push(line) })
  const bridge = await startBridge(configuration, {
    clock: realClock,
    log,
    random: Math.random,
    version: '1.2.3',
  })
  const url = `http://127.0.0.1:${bridge.port}`
  return {
    ...bridge,
    url,
    log: () => lines.join(''),
    call: async (method, path, body) => {
      const answer = await fetch(`${url}${path}`, {
        method,
        headers: { authorization: `Bearer ${await tokenFor()}` },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
      const text = await answer.text()
      const isJson = answer.headers.get('content-type')?.includes('json')
      return { status: answer.status, text, body: isJson ? JSON.parse(text) : undefined }
    },
    stop: async () => {
      await bridge.stop()
      await rm(folder, { recursive: true })
    },
  }
}

/** Looks again until `found` says what it waits for; the test's own time-out is the limit. */
export const eventually = async <T>(found: () => Promise<T | undefined> | T | undefined): Promise<T> => {
  for (;;) {
    const value = await found()
    if (value !== undefined) return value
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
