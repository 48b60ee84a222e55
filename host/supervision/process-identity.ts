import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import * as z from 'zod'

/** A process id alone may by now belong to somebody else; with its start time (kernel ticks since boot) it can't. */
export const ProcessIdentity = z.object({
  pid: z.number().int().min(2),
  startTime: z.string().regex(/^\d+$/),
})
export type ProcessIdentity = Readonly<z.infer<typeof ProcessIdentity>>

const POLL_MS = 20

type Stat = { state: string; parent: number; startTime: string }

/** Fields of `/proc/PID/stat` (proc(5)); the name in parentheses may contain anything, so read from its end. */
const readStat = (pid: number): Stat | undefined => {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const [state, parent, startTime] = [fields[0], fields[1], fields[19]]
    return state && parent && startTime ? { state, parent: Number(parent), startTime } : undefined
  } catch {
    return undefined
  }
}

/** The identity of a living process; nothing for one that is gone, dead but not yet reaped, or on a system without /proc. */
export const identify = (pid: number): ProcessIdentity | undefined => {
  const stat = readStat(pid)
  return stat && stat.state !== 'Z' ? { pid, startTime: stat.startTime } : undefined
}

export const isAlive = ({ pid, startTime }: ProcessIdentity): boolean =>
  identify(pid)?.startTime === startTime

/**
 * The program that started this one through a shell (`npm start` runs `sh -c "node host/start.ts"`), or the parent itself.
 * The shell outlives an npm that was killed, so it says nothing about whether anybody still wants this process.
 */
export const identifyStarter = (parent: number): ProcessIdentity | undefined => {
  const isShell = readArguments(parent)[1] === '-c'
  return identify(isShell ? (readStat(parent)?.parent ?? parent) : parent)
}

const readArguments = (pid: number): string[] => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
  } catch {
    return []
  }
}

/** The youngest living child of a process. */
export const youngestChild = (parent: number): ProcessIdentity | undefined =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), stat: readStat(Number(name)) }))
    .flatMap(({ pid, stat }) =>
      stat && stat.parent === parent && stat.state !== 'Z' ? [{ pid, startTime: stat.startTime }] : [],
    )
    .sort((a, b) => Number(BigInt(a.startTime) - BigInt(b.startTime)))
    .at(-1)

/**
 * Ends a process: SIGTERM, and SIGKILL when it still lives after `graceMs`.
 * Resolves when it is gone; throws when it survives even that for 2 s (uninterruptible sleep).
 */
export const endProcess = async (identity: ProcessIdentity, graceMs: number): Promise<void> => {
  for (const [signal, timeoutMs] of [['SIGTERM', graceMs] as const, ['SIGKILL', 2_000] as const]) {
    if (!isAlive(identity)) return
    process.kill(identity.pid, signal)
    for (let waitedMs = 0; waitedMs < timeoutMs && isAlive(identity); waitedMs += POLL_MS) await wait(POLL_MS)
  }
  if (isAlive(identity)) throw new Error(`process ${identity.pid} does not end`)
}
