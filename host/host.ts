import { hostname } from 'node:os'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { requireSoundDatabase } from './backup/sound-database.ts'
import { createHostBinding } from './binding.ts'
import { readSite, type Site } from './config.ts'
import { dataFiles } from './folders.ts'
import { clientAddressReader } from './gateway/client-address.ts'
import { metricsPage } from './gateway/metrics.ts'
import { startGateway } from './gateway/server.ts'
import { startObservation } from './health/observation.ts'
import { hostPorts } from './needed-ports.ts'
import { lowerPoolPriority } from './pool-priority.ts'
import { prepareDatabase } from './prepare-database.ts'
import { PASS_CRON } from './protocol.ts'
import { renewCertificates } from './renew-certificates.ts'
import { startRuntime } from './runtime.ts'
import { loadSecrets } from './secrets.ts'
import type { Settings } from './settings.ts'
import { chooseSetupCode, publishSetupCode, withdrawSetupCode } from './setup-code.ts'
import { siteAddress } from './site-address.ts'
import { certificateSource } from './site-certificates.ts'
import { EXIT, StartRefused } from './start-refused.ts'
import { startStorageGuard } from './storage-guard.ts'
import { Locked, takeLock } from './supervision/data-lock.ts'
import { openPidFiles } from './supervision/pid-files.ts'
import { requireFreePorts } from './supervision/ports.ts'
import { youngestChild } from './supervision/process-identity.ts'
import { startTicker } from './ticker.ts'

/** Shorter than a minute, so that a pass that hangs never delays the next tick. */
const TICK_TIMEOUT_MS = 55_000
const HEALTH_TIMEOUT_MS = 15_000
/** A killed workerd's threads may hold its port after the process itself is gone. */
const ORPHAN_PORT_MS = 10_000

export type HostDeps = Readonly<{
  settings: Settings
  /** The folder of the program: wrangler.toml, migrations, dist. */
  root: string
  now: () => number
  newId: () => string
  threads: number
  /** For the programs the host starts. */
  environment: Record<string, string | undefined>
  /** The log of one part of the host: gateway, runtime, ticker, … */
  logOf: (part: string) => Logger
  /** The runtime died for good: only a new process helps. */
  onBroken: (error: Error) => void
}>

export type Host = Readonly<{
  httpsPort: number
  /** Whether the worker still answers. */
  isAnswering: () => Promise<boolean>
  stop: () => Promise<void>
}>

/**
 * Everything of the host but the bridge, in one process: workerd with the worker, migrations, the gateway and
 * the ticker. Throws `StartRefused` when somebody must change something first.
 */
export const startHost = async (deps: HostDeps): Promise<Host> => {
  const { settings } = deps
  const log = deps.logOf('host')
  await lowerPoolPriority(log)
  const files = dataFiles(settings.dataDir)
  const site = readSite(settings)
  const releaseLock = lockData(files.hostLock)
  const pidFiles = openPidFiles(files.run)
  const orphans = await pidFiles.endOrphans(['workerd'])
  for (const orphan of orphans) log.warn(orphan, 'ended an orphaned workerd')
  await requireFreePorts(hostPorts(settings, site.listen), orphans.length > 0 ? ORPHAN_PORT_MS : 0)
  const names = certificateNames(site)
  const certificatesAt = certificateSource(site.tls, files.tls, names)
  const certificates = await certificatesAt(new Date(deps.now()))
  let { notAfter } = certificates
  const secrets = loadSecrets(files.secrets)
  requireSoundDatabase(files)
  let workerdPid: number | undefined
  const storage = startStorageGuard(settings.dataDir, deps.logOf('host'))
  const observation = startObservation({
    root: deps.root,
    dataDir: settings.dataDir,
    files,
    bridgePort: settings.bridgePort,
    environment: deps.environment,
    now: deps.now,
    workerdPid: () => workerdPid,
    certificateEndsAt: () => notAfter.getTime(),
    logOf: deps.logOf,
  })
  const setupCode = site.demo ? undefined : chooseSetupCode(settings.dataDir)
  const address = siteAddress(site, settings.httpsPort)
  const runtime = await startRuntime({
    bundleDir: join(deps.root, 'dist', 'worker'),
    dataDir: settings.dataDir,
    wranglerFile: join(deps.root, 'wrangler.toml'),
    workerPort: settings.workerPort,
    hostBinding: createHostBinding({ threads: deps.threads, observation }),
    vars: {
      ...(site.timeZone ? { TIME_ZONE: site.timeZone } : {}),
      ...(address ? { SITE_ADDRESS: address } : {}),
      BRIDGE_URL: `http://127.0.0.1:${settings.bridgePort}`,
      DEMO: String(site.demo),
      READS_PER_MINUTE: String(site.limits.reads_per_minute),
      WRITES_PER_MINUTE: String(site.limits.writes_per_minute),
    },
    secrets: {
      SESSION_SECRET: secrets.sessionSecret,
      BRIDGE_SECRET: secrets.bridgeSecret,
      GATEWAY_SECRET: secrets.gatewaySecret,
      DATA_SECRET: secrets.dataSecret,
      ...(setupCode ? { SETUP_CODE: setupCode } : {}),
    },
    log: deps.logOf('runtime'),
    onSpawn: () => {
      const workerd = youngestChild(process.pid)
      workerdPid = workerd?.pid
      if (workerd) pidFiles.write('workerd', workerd)
    },
    onBroken: deps.onBroken,
  })
  try {
    const people = await prepareDatabase({ ...deps, runtime, isDemo: site.demo })
    if (setupCode && people === 0) {
      publishSetupCode(settings.dataDir, setupCode)
      log.warn(
        'nobody is here yet: open /setup with the code that the file setup-code in the data folder holds',
      )
    } else withdrawSetupCode(settings.dataDir)
    const gateway = await startGateway({
      host: site.listen,
      httpsPort: settings.httpsPort,
      httpPort: settings.httpPort,
      worker: runtime.url,
      publicDir: join(deps.root, 'dist', 'public'),
      gatewaySecret: secrets.gatewaySecret,
      certificates,
      metrics: metricsPage(site.metricsFor, observation.metrics),
      isStorageFull: storage.isFull,
      isStorageReadOnly: storage.isReadOnly,
      clientAddress: clientAddressReader(site.trustedProxies),
      trustedProxies: site.trustedProxies,
      newId: deps.newId,
      log: deps.logOf('gateway'),
    })
    const ticker = startTicker({
      crons: runtime.crons,
      fire: (at, cron) => {
        const run = () => runtime.scheduled(at, cron)
        // The pass is what must come on time.
        return cron === PASS_CRON ? observation.vitalSigns.observeTick(at, run) : run()
      },
      timeoutMs: TICK_TIMEOUT_MS,
      log: deps.logOf('ticker'),
    })
    const renewal = renewCertificates(deps, certificatesAt, (renewed) => {
      gateway.setCertificates(renewed)
      notAfter = renewed.notAfter
    })
    return {
      httpsPort: gateway.httpsPort,
      isAnswering: () => isWorkerAnswering(runtime.url, secrets.gatewaySecret),
      stop: async () => {
        renewal.stop()
        ticker.stop()
        observation.stop()
        storage.stop()
        await gateway.stop()
        await runtime.stop()
        pidFiles.remove('workerd')
        releaseLock()
      },
    }
  } catch (error) {
    observation.stop()
    storage.stop()
    await runtime.stop()
    throw error
  }
}

const isWorkerAnswering = async (worker: URL, gatewaySecret: string): Promise<boolean> => {
  const answer = await fetch(new URL('/api/health', worker), {
    headers: { 'x-myp-gateway': gatewaySecret },
    signal: AbortSignal.timeout(HEALTH_TIMEOUT_MS),
  })
  await answer.body?.cancel()
  // "Degraded" is an answer too: a restart mends no plug.
  return answer.status < 500
}

const lockData = (file: string): (() => void) => {
  try {
    return takeLock(file)
  } catch (error) {
    if (!(error instanceof Locked)) throw error
    const owner = error.owner ? `process ${error.owner.pid}` : 'another process'
    throw new StartRefused(EXIT.occupied, `${owner} already runs a host on this data folder`)
  }
}

const certificateNames = (site: Site): string[] => {
  const machine = hostname().toLowerCase()
  const own = /^[a-z0-9][a-z0-9-]*$/.test(machine) ? [machine, `${machine}.local`] : []
  return [...new Set(['localhost', '127.0.0.1', '::1', ...own, ...site.names])]
}
