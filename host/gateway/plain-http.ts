import { createServer, type Server } from 'node:http'
import { readAuthority, readTarget } from './address.ts'

/** The local CA's certificate: also reachable without TLS, because it is what makes TLS trusted. */
export const CA_PATH = '/ca.crt'
export const caHeaders = (ca: string) => ({
  'content-type': 'application/x-x509-ca-cert',
  'content-disposition': 'attachment; filename="myp-ca.crt"',
  'content-length': Buffer.byteLength(ca),
  'cache-control': 'no-cache',
})

/** A small server without TLS: it gives the CA's certificate and sends everybody else to HTTPS. */
export const createPlainServer = (readCa: () => string, httpsPort: () => number): Server => {
  const server = createServer(
    {
      maxHeaderSize: 8192,
      headersTimeout: 10_000,
      requestTimeout: 10_000,
      connectionsCheckingInterval: 2_000,
    },
    (request, response) => {
      const target = readTarget(request.url)
      const host = readAuthority(request)
      if (!target || !host) {
        response.writeHead(400, { connection: 'close' }).end()
      } else if (target.pathname === CA_PATH && (request.method === 'GET' || request.method === 'HEAD')) {
        const ca = readCa()
        response.writeHead(200, caHeaders(ca)).end(request.method === 'HEAD' ? undefined : ca)
      } else {
        response.writeHead(308, { location: secureUrl(host, httpsPort(), target) }).end()
      }
    },
  )
  server.maxConnections = 200
  server.keepAliveTimeout = 5_000
  return server
}

const secureUrl = (host: string, port: number, target: { pathname: string; search: string }): string => {
  const url = new URL(`https://${host}`)
  url.port = String(port)
  return `${url.origin}${target.pathname}${target.search}`
}
