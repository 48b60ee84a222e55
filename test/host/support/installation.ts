import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { onTestFinished, vi } from 'vitest'
import { newFolder, removeFolder, SITE } from './folder.ts'

const PORTS = [
  'MYP_HTTPS_PORT',
  'MYP_HTTP_PORT',
  'MYP_WORKER_PORT',
  'MYP_BRIDGE_PORT',
  'MYP_EMULATOR_PORT',
] as const

const isFree = async (port: number): Promise<boolean> => {
  const server = createServer()
  try {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    server.close()
    await once(server, 'close')
    return true
  } catch {
    return false
  }
}

/** The first of twelve free ports in a row, below those the kernel gives out by itself. */
const findPorts = async (): Promise<number> => {
  for (;;) {
    const first = 12_000 + Math.floor(Math.random() * 1_600) * 12
    const free = await Promise.all(Array.from({ length: 12 }, (_, index) => isFree(first + index)))
    if (free.every(Boolean)) return first
  }
}

/** The real host with the fixture's worker, in a folder of its own with ports of its own. Nothing of it outlives the test. */
export const installForTest = async () => {
  const root = newFolder()
  const dataDir = join(root, 'data')
  for (const name of ['wrangler.toml', 'worker', 'migrations', 'bridge'])
    cpSync(join(SITE, name), join(root, name), { recursive: true })
  cpSync('host', join(root, 'host'), { recursive: true })
  symlinkSync(resolve('node_modules'), join(root, 'node_modules'))
  writeFileSync(join(root, 'package.json'), '{"type":"module","scripts":{"start":"node host/start.ts"}}')
  mkdirSync(join(root, 'dist'))
  cpSync(join(SITE, 'worker'), join(root, 'dist', 'worker'), { recursive: true })
  cpSync(join(SITE, 'public'), join(root, 'dist', 'public'), { recursive: true })
  const first = await findPorts()
  const ports = Object.fromEntries(PORTS.map((name, index) => [name, first + index])) as Record<
    (typeof PORTS)[number],
    number
  >
  const environment = Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)]))
  const own = { ...process.env, ...environment, MYP_DATA_DIR: dataDir }

  /** Living processes that were started for this data folder, found by the environment they inherited. */
  const processes = (): number[] =>
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .filter((pid) => readProc(`/proc/${pid}/environ`).split('\0').includes(`MYP_DATA_DIR=${dataDir}`))
      .map(Number)

  onTestFinished(async () => {
    for (const pid of processes()) kill(pid)
    await vi.waitFor(() => requireNone(processes()), { timeout: 10_000 })
    removeFolder(root)
  })

  return {
    root,
    dataDir,
    ports,
    processes,
    /** `node host/start.ts`, or another command, in this folder. */
    start: (changes: Record<string, string> = {}, command = [process.execPath, 'host/start.ts']) =>
      watchOutput(spawn(command[0] ?? '', command.slice(1), { cwd: root, env: { ...own, ...changes } })),
    pidOf: (name: string): number =>
      JSON.parse(readFileSync(join(dataDir, 'run', `${name}.pid`), 'utf8')).pid,
    /** The status of `/api/health`, 0 when nobody answers. */
    health: (): Promise<number> =>
      new Promise((resolveStatus) => {
        const asked = request({
          host: '127.0.0.1',
          port: ports.MYP_HTTPS_PORT,
          path: '/api/health',
          rejectUnauthorized: false,
          agent: false,
        })
        asked.once('response', (response) => resolveStatus(response.resume().statusCode ?? 0))
        asked.once('error', () => resolveStatus(0))
        asked.end()
      }),
  }
}

export const requireNone = (pids: number[]): void => {
  if (pids.length > 0) throw new Error(`still there: ${pids.join(', ')}`)
}

const readProc = (file: string): string => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

const kill = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // Gone between looking and killing.
  }
}

const watchOutput = (child: ChildProcess) => {
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += String(chunk)))
  const ended = once(child, 'close').then(() => child.exitCode)
  return {
    pid: child.pid ?? 0,
    kill: (signal: NodeJS.Signals) => child.kill(signal),
    /** The exit code. */
    ended,
    output: () => output,
    ready: () =>
      vi.waitFor(
        () => {
          if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode}: ${output}`)
          if (!output.includes('MYP ready at')) throw new Error(`not ready: ${output}`)
        },
        { timeout: 25_000, interval: 50 },
      ),
  }
}
