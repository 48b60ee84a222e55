import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { type Bridge, startBridge } from '../../bridge/bridge.ts'
import type { Clock } from '../../bridge/clock.ts'
import { type EmulatorOptions, startEmulator } from '../../bridge/emulator/emulator.ts'

const ACCOUNT = { username: 'test@myp.local', password: 'emulated-plug' }

/** The bridge's own clock: it talks to real sockets, so its time is real. */
const realClock: Clock = {
  now: () => Date.now(),
  after: (delayMs, action) => {
    const timer = setTimeout(action, delayMs)
    return () => clearTimeout(timer)
  },
}

/** Emulated plugs on real ports, each behind a printer. */
export const startPlugs = (count: number, options: Partial<EmulatorOptions> = {}) =>
  Promise.all(Array.from({ length: count }, (_, i) => startEmulator({ ...ACCOUNT, ...options, seed: i + 1 })))
export type Plugs = Awaited<ReturnType<typeof startPlugs>>

export type RunningBridge = {
  url: string
  kill: () => Promise<void>
  start: () => Promise<void>
  stop: () => Promise<void>
}

/** A real bridge that can be killed and started again on the same port. */
export const startTestBridge = async (secret: string, clock = realClock): Promise<RunningBridge> => {
  const data_dir = mkdtempSync(join(tmpdir(), 'myp-bridge-'))
  const open = (port: number): Promise<Bridge> =>
    startBridge(
      {
        host: '127.0.0.1',
        port,
        secret,
        data_dir,
        worker_url: 'http://127.0.0.1:9',
        poll_seconds: 10,
        probe_port: 20002,
        time_zone: 'Europe/Berlin',
        log_level: 'error',
        tapo: ACCOUNT,
        account: [],
      },
      { clock, log: pino({ level: 'silent' }), random: () => 0.5, version: 'test' },
    )
  let bridge: Bridge | undefined = await open(0)
  const { port } = bridge
  const kill = async () => {
    await bridge?.stop()
    bridge = undefined
  }
  return {
    url: `http://127.0.0.1:${port}`,
    kill,
    start: async () => {
      bridge = await open(port)
    },
    stop: async () => {
      await kill()
      rmSync(data_dir, { recursive: true, force: true })
    },
  }
}
