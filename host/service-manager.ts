import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Logger } from 'pino'
import { withDeadline } from './deadline.ts'

const run = promisify(execFile)
const NOTIFY_TIMEOUT_MS = 5_000

export type ServiceManagerOptions = Readonly<{
  /** `$NOTIFY_SOCKET`; without it nobody is told anything. */
  socket: string | undefined
  /** `$WATCHDOG_USEC`: how long systemd waits for a sign of life, in microseconds. */
  watchdogUsec: string | undefined
  /** Whether the process still does its work, not only whether it runs. */
  isAnswering: () => Promise<boolean>
  log: Logger
  /** The program that speaks to the socket. */
  tool?: string
}>

export type ServiceManager = Readonly<{ stopping: () => void }>

/**
 * Tells systemd that the service is ready, and gives a sign of life three times per watchdog period, as long as
 * `isAnswering` says so within that third. Node can't send the datagram itself, so systemd's own tool does
 * (docs/decisions/0060). Without systemd this does nothing. A tool that fails is logged: systemd then
 * restarts the service, which is right, because it is unwatched.
 */
export const reportToServiceManager = ({
  socket,
  watchdogUsec,
  isAnswering,
  log,
  tool = 'systemd-notify',
}: ServiceManagerOptions): ServiceManager => {
  if (socket === undefined) return { stopping: () => {} }
  const tell = async (...words: string[]): Promise<void> => {
    try {
      await run(tool, words, { env: { NOTIFY_SOCKET: socket }, timeout: NOTIFY_TIMEOUT_MS })
    } catch (error) {
      log.error({ err: error, words }, 'systemd was not told')
    }
  }
  void tell('--ready')
  const periodMs = Number(watchdogUsec ?? 0) / 1000 / 3
  const giveSign = async (): Promise<void> => {
    if (await isAlive(isAnswering, periodMs)) await tell('WATCHDOG=1')
    else log.error('no sign of life for the watchdog: the service does not answer')
  }
  const timer = periodMs > 0 ? setInterval(() => void giveSign(), periodMs) : undefined
  return {
    stopping: () => {
      clearInterval(timer)
      void tell('STOPPING=1')
    },
  }
}

const isAlive = async (isAnswering: () => Promise<boolean>, timeoutMs: number): Promise<boolean> => {
  try {
    return await withDeadline(isAnswering(), timeoutMs, 'a sign of life')
  } catch {
    return false
  }
}
