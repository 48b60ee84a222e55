import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createSecureServer } from 'node:http2'
import type { SecureContextOptions, Server } from 'node:tls'
import type { Logger } from 'pino'
import type { ReadClientAddress } from './client-address.ts'
import { limitCrowding } from './crowding.ts'
import { loadFiles } from './files.ts'
import { createHandler } from './handler.ts'
import { closeable, listen, portOf } from './listening.ts'
import type { MetricsPage } from './metrics.ts'
import { createPlainServer } from './plain-http.ts'
import { createWorkerProxy } from './proxy.ts'
import { createUpgradeHandler } from './upgrade.ts'

/** How long open requests may go on when the gateway stops. */
const DRAIN_MS = 1_000
const CONNECTIONS = 1_000
/** An HTTP/2 session without any traffic ends. */
const IDLE_SESSION_MS = 60_000

const TICKET_KEY_BYTES = 48
const TICKET_KEY_MS = 12 * 3_600_000

/** Slow clients: headers within 10 s, a whole request within 30 s. */
const LIMITS = {
  maxHeaderListPairs: 100,
  maxSessionMemory: 4,
  // A browser cancels what a page no longer needs; a rapid-reset attack (CVE-2023-44487) cancels thousands a second.
  streamResetBurst: 200,
  streamResetRate: 20,
  maxSessionInvalidFrames: 50,
  settings: { maxConcurrentStreams: 100, maxHeaderListSize: 16_384 },
  http1Options: {
    maxHeaderSize: 16_384,
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    connectionsCheckingInterval: 2_000,
    keepAliveTimeout: 15_000,
  },
}

/** TLS 1.2 only with forward secrecy and AEAD; ECDSA first because the local CA signs ECDSA, RSA for own certificates. */
const CIPHERS = [
  'TLS_AES_128_GCM_SHA256',
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-RSA-CHACHA20-POLY1305',
].join(':')

/** `own` is the site's own; where there is one, the local CA's is for `localhost` only. */
export type KeyPair = Readonly<{
  ca: string
  cert: string
  key: string
  own?: Readonly<{ cert: string; key: string }>
}>

export type GatewayOptions = Readonly<{
  /** Listen address of both ports. */
  host: string
  /** 0 takes a free one. */
  httpsPort: number
  httpPort: number
  /** The worker's own socket. */
  worker: URL
  /** The built portal. */
  publicDir: string
  gatewaySecret: string
  certificates: KeyPair
  metrics: MetricsPage
  /** While this is so, changes are refused. */
  isStorageFull: () => boolean
  isStorageReadOnly: () => boolean
  /** Says where a request comes from. */
  clientAddress: ReadClientAddress
  trustedProxies: readonly string[]
  newId: () => string
  log: Logger
}>

export type Gateway = Readonly<{
  httpsPort: number
  httpPort: number
  /** New connections get the new certificate; open ones go on. */
  setCertificates: (certificates: KeyPair) => void
  /** Ends within about a second. */
  stop: () => Promise<void>
}>

/**
 * The only part of the host that faces the network: TLS (HTTP/2 and HTTP/1.1), the portal's files, `/api/*`
 * and `/api/live` for the worker, and a plain port that redirects and gives the CA certificate.
 * Every connection, header and body has a limit and a deadline. Throws the listen error (EADDRINUSE, EACCES).
 */
export const startGateway = async (options: GatewayOptions): Promise<Gateway> => {
  let { certificates } = options
  const worker = createWorkerProxy(options.worker)
  const files = await loadFiles(options.publicDir)
  const readCa = (): string => certificates.ca
  const secure = createSecureServer({
    ...LIMITS,
    ...tlsOptions(certificates),
    allowHTTP1: true,
    handshakeTimeout: 10_000,
  })
  serveLocalhost(secure, certificates)
  secure.maxConnections = CONNECTIONS
  limitCrowding(secure, options.trustedProxies)
  // Whoever takes the key of a session ticket can read what TLS 1.2 resumed with it: no key lives long.
  const renewTicketKeys = setInterval(
    () => secure.setTicketKeys(randomBytes(TICKET_KEY_BYTES)),
    TICKET_KEY_MS,
  )
  secure.on('session', (session) => session.setTimeout(IDLE_SESSION_MS, () => session.close()))
  const handle = createHandler({ ...options, worker, files, readCa })
  // HTTP/2's compatibility layer gives the same objects as node:http, under other types.
  secure.on('request', (request: unknown, response: unknown) =>
    handle(request as IncomingMessage, response as ServerResponse),
  )
  secure.on('upgrade', createUpgradeHandler(options))
  const plain = createPlainServer(readCa, () => portOf(secure))
  const closers = [secure, plain].map((server) => closeable(server, DRAIN_MS))
  const stop = async (): Promise<void> => {
    clearInterval(renewTicketKeys)
    await Promise.all(closers.map((close) => close()))
    worker.stop()
  }
  try {
    await listen(secure, options.httpsPort, options.host)
    await listen(plain, options.httpPort, options.host)
  } catch (error) {
    await stop()
    throw error
  }
  return {
    httpsPort: portOf(secure),
    httpPort: portOf(plain),
    setCertificates: (renewed) => {
      certificates = renewed
      secure.setSecureContext(tlsOptions(renewed))
      serveLocalhost(secure, renewed)
    },
    stop,
  }
}

/** This machine's own checks ask for `localhost` and trust the local CA only. */
const serveLocalhost = (server: Pick<Server, 'addContext'>, { own, ...local }: KeyPair): void => {
  if (own) server.addContext('localhost', tlsOptions(local))
}

const tlsOptions = ({ cert, key, own }: KeyPair): SecureContextOptions => ({
  ...(own ?? { cert, key }),
  minVersion: 'TLSv1.2',
  ciphers: CIPHERS,
  honorCipherOrder: true,
})
