import { join } from 'node:path'
import pino from 'pino'
import { createHostBinding } from '../../../host/binding.ts'
import { ensureCertificates } from '../../../host/certificates.ts'
import { clientAddressReader } from '../../../host/gateway/client-address.ts'
import { metricsPage } from '../../../host/gateway/metrics.ts'
import { startGateway } from '../../../host/gateway/server.ts'
import { applyMigrations } from '../../../host/migrations.ts'
import { type RuntimeOptions, startRuntime } from '../../../host/runtime.ts'
import { newFolder, removeFolder, SITE } from './folder.ts'

export const silent = pino({ level: 'silent' })
export const GATEWAY_SECRET = 'only the gateway knows this'

/** The fixture's worker in a real workerd. */
export const startFixtureRuntime = (dataDir: string, changes: Partial<RuntimeOptions> = {}) =>
  startRuntime({
    bundleDir: join(SITE, 'worker'),
    dataDir,
    wranglerFile: join(SITE, 'wrangler.toml'),
    workerPort: 0,
    hostBinding: createHostBinding({ threads: 1 }),
    vars: { DEMO: 'true' },
    secrets: { SESSION_SECRET: 'a secret' },
    log: silent,
    ...changes,
  })

/** A gateway on free ports before any worker. */
export const startFixtureGateway = async (
  dataDir: string,
  worker: URL,
  publicDir = join(SITE, 'public'),
  trustedProxies: string[] = [],
) => {
  const disk = { isFull: false, isReadOnly: false }
  const certificates = await ensureCertificates(join(dataDir, 'tls'), ['localhost', '127.0.0.1'], new Date())
  const gateway = await startGateway({
    host: '127.0.0.1',
    httpsPort: 0,
    httpPort: 0,
    worker,
    publicDir,
    gatewaySecret: GATEWAY_SECRET,
    certificates,
    isStorageFull: () => disk.isFull,
    isStorageReadOnly: () => disk.isReadOnly,
    metrics: metricsPage([], async () => 'myp_up 1\n'),
    clientAddress: clientAddressReader(trustedProxies),
    trustedProxies,
    newId: () => crypto.randomUUID(),
    log: silent,
  })
  return { ca: certificates.ca, gateway, disk }
}

/** What a client must know to ask. */
export type Front = Awaited<ReturnType<typeof startFixtureGateway>>

/** Gateway and worker of the fixture. Behind a trusted proxy, `X-Forwarded-For` lets a test be somebody else. */
export const startSite = async (trustedProxies: string[] = []) => {
  const dataDir = newFolder()
  const runtime = await startFixtureRuntime(dataDir)
  await applyMigrations(runtime.db, join(SITE, 'migrations'), async () => {})
  const front = await startFixtureGateway(dataDir, runtime.url, undefined, trustedProxies)
  return {
    ...front,
    dataDir,
    runtime,
    stop: async () => {
      await front.gateway.stop()
      await runtime.stop()
      removeFolder(dataDir)
    },
  }
}
export type Site = Awaited<ReturnType<typeof startSite>>
