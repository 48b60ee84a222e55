import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { readSite } from '../config.ts'
import { demoNotice } from '../demo.ts'
import { dataFiles } from '../folders.ts'
import { loadSecrets } from '../secrets.ts'
import type { Settings } from '../settings.ts'
import { readSetupCode } from '../setup-code.ts'
import { build, isStale, PARTS, type Part } from './build.ts'
import { type Child, keepRunning } from './child.ts'
import { claimData } from './claim.ts'
import { waitForHealth } from './health.ts'
import { openLogFile } from './log-file.ts'
import { readComplaint } from './log-line.ts'
import { requireFreePorts } from './ports.ts'
import type { ProcessIdentity } from './process-identity.ts'
import { choosePrograms, type Program, prepareBridgeConfig } from './programs.ts'
import { watchSources } from './watch.ts'

const HEALTH_TIMEOUT_MS = 60_000

export type SuperviseDeps = Readonly<{
  settings: Settings
  /** The program folder: sources, wrangler.toml, dist. */
  root: string
  /** Handed on to the programs. */
  environment: Record<string, string | undefined>
  /** Whose end makes this process an orphan. */
  starter: ProcessIdentity | undefined
  isWatching: boolean
  tell: (text: string) => void
  /** The programs can't be kept running; the process is to stop everything and end with this code. */
  onGivenUp: (exitCode: number) => void
  /** Aborted when a signal came: what has not been started is not started any more. */
  signal: AbortSignal
}>

/**
 * Brings the workshop up and keeps it up: claims the data folder, checks the ports, builds what is out of date,
 * starts the programs side by side, and resolves when the portal answers. Answers the function that ends
 * everything. Throws `StartRefused` when somebody must change something first.
 */
export const supervise = async (deps: SuperviseDeps): Promise<() => Promise<void>> => {
  const { settings, root, tell } = deps
  const files = dataFiles(settings.dataDir)
  const site = readSite(settings)
  mkdirSync(settings.dataDir, { recursive: true, mode: 0o700 })
  const stages = choosePrograms(settings, site)
  const names = ['host', 'bridge', 'emulator']
  const { pidFiles, release } = await claimData(settings.dataDir, names, deps.starter, tell)
  await requireFreePorts(stages.flat().flatMap((program) => program.ports))
  // Before the programs: bridge and host read the same file.
  loadSecrets(files.secrets)
  prepareBridgeConfig(settings, site.demo)
  await buildAll(deps)
  deps.signal.throwIfAborted()

  const startProgram = (program: Program): Child => {
    const writeLog = openLogFile(files.log(program.name))
    return keepRunning({
      name: program.name,
      script: join(root, program.script),
      arguments: program.arguments,
      nodeOptions: program.nodeOptions,
      cwd: root,
      environment: deps.environment,
      onLine: (line, isStderr) => {
        writeLog(line)
        const complaint = readComplaint(line, isStderr)
        if (complaint) tell(`${program.name}: ${complaint}`)
      },
      onStart: (identity) => pidFiles.write(program.name, identity),
      onEnd: () => pidFiles.remove(program.name),
      tell,
      onGivenUp: deps.onGivenUp,
    })
  }
  const running: { program: Program; child: Child }[] = []
  let stopWatching = (): void => {}
  const stop = async (): Promise<void> => {
    stopWatching()
    await Promise.all(running.map(({ child }) => child.stop()))
    release()
  }

  try {
    for (const stage of stages) {
      tell(`starting ${stage.map((program) => program.name).join(' and ')}`)
      const started = stage.map((program) => ({ program, child: startProgram(program) }))
      running.push(...started)
      await race(deps.signal, Promise.all(started.map(({ child }) => child.ready)))
    }
    const portal = { host: site.listen, port: settings.httpsPort, caFile: files.caCertificate }
    await waitForHealth(portal, HEALTH_TIMEOUT_MS, deps.signal)
  } catch (error) {
    await stop()
    throw error
  }
  if (deps.isWatching) stopWatching = watchAll(deps, running)
  if (site.demo) for (const line of demoNotice()) tell(line)
  const setupCode = readSetupCode(settings.dataDir)
  if (setupCode)
    tell(`Nobody is here yet. Open https://localhost:${settings.httpsPort}/setup with the code ${setupCode}`)
  tell(`MYP ready at https://localhost:${settings.httpsPort}`)
  return stop
}

/** Waits for every build, also after one has failed: none goes on behind the back of whoever reads the failure. */
const buildAll = async (deps: SuperviseDeps): Promise<void> => {
  const results = await Promise.allSettled(PARTS.map((part) => buildIfStale(deps, part)))
  for (const result of results) if (result.status === 'rejected') throw result.reason
}

const buildIfStale = async (deps: SuperviseDeps, part: Part): Promise<void> => {
  if (!isStale(deps.root, part)) return
  deps.tell(`building the ${part.name} …`)
  const startedAt = performance.now()
  await build(deps.root, part, deps.environment, deps.signal)
  deps.tell(`built the ${part.name} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
}

/** Sources are built again, and programs whose files changed are started again. A build that fails leaves them running. */
const watchAll = (
  deps: SuperviseDeps,
  running: readonly { program: Program; child: Child }[],
): (() => void) => {
  const restart = async (name: string): Promise<void> => {
    deps.tell(`${name} has changed: starting it again`)
    await running.find(({ program }) => program.name === name)?.child.restart()
  }
  const rebuild = async (part: Part): Promise<void> => {
    if (!isStale(deps.root, part)) return
    await buildIfStale(deps, part)
    await restart('host')
  }
  // One after the other: two builds would write into the same folder.
  let last = Promise.resolve()
  const next = (work: () => Promise<void>) => (): void => {
    last = last
      .then(work)
      .catch((error: unknown) => deps.tell(error instanceof Error ? error.message : String(error)))
  }
  const stops = [
    ...PARTS.map((part) =>
      watchSources(
        deps.root,
        part.sources,
        next(() => rebuild(part)),
      ),
    ),
    ...running.map(({ program }) =>
      watchSources(
        deps.root,
        program.sources,
        next(() => restart(program.name)),
      ),
    ),
  ]
  return () => stops.forEach((stop) => void stop())
}

const race = async <T>(signal: AbortSignal, work: Promise<T>): Promise<T> => {
  signal.throwIfAborted()
  const { promise, reject } = Promise.withResolvers<never>()
  signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  return Promise.race([work, promise])
}
