import { once } from 'node:events'
import { createServer as createHttpServer, type RequestListener } from 'node:http'
import { createServer, type Server } from 'node:net'
import { connect } from 'node:tls'
import { expect, onTestFinished, test } from 'vitest'
import { portOf } from '../../host/gateway/listening.ts'
import { askHttp1, PROTOCOLS } from './support/ask.ts'
import { folderForTest } from './support/folder.ts'
import { type Front, startFixtureGateway } from './support/site.ts'

/** A gateway whose worker is this server. */
const gatewayBefore = async (worker: Server): Promise<Front> => {
  worker.listen(0, '127.0.0.1')
  await once(worker, 'listening')
  const front = await startFixtureGateway(folderForTest(), new URL(`http://127.0.0.1:${portOf(worker)}`))
  onTestFinished(async () => {
    await front.gateway.stop()
    worker.close()
  })
  return front
}

test.each(
  PROTOCOLS,
)('over %s, a worker that is down is a 503 that says when to come back', async (_name, ask) => {
  const worker = createHttpServer()
  const front = await gatewayBefore(worker)
  worker.close()
  await once(worker, 'close')
  const answer = await ask(front, '/api/health')
  expect(answer.status).toBe(503)
  expect(answer.headers).toMatchObject({ 'retry-after': '2', 'content-type': 'application/problem+json' })
  expect(JSON.parse(answer.text)).toMatchObject({ code: 'internal', status: 503 })
})

/** Cuts every second request off without an answer, as a worker does that closes a kept connection. */
const forgetful = (): { listener: RequestListener; seen: string[] } => {
  const seen: string[] = []
  const listener: RequestListener = (request, response) => {
    seen.push(request.method ?? '')
    if (seen.length === 2) request.socket.resetAndDestroy()
    else response.end('ok')
  }
  return { listener, seen }
}

test('a read that meets a stale connection is asked again, a write is not', async () => {
  const reading = forgetful()
  const readFront = await gatewayBefore(createHttpServer(reading.listener))
  expect([
    (await askHttp1(readFront, '/api/a')).status,
    (await askHttp1(readFront, '/api/a')).status,
  ]).toEqual([200, 200])

  const writing = forgetful()
  const writeFront = await gatewayBefore(createHttpServer(writing.listener))
  await askHttp1(writeFront, '/api/a')
  expect((await askHttp1(writeFront, '/api/a', { method: 'POST', body: '{}' })).status).toBe(503)
  expect(writing.seen).toEqual(['GET', 'POST'])
})

test.each([
  ['of known length', 'Content-Length: 600000\r\n\r\nonly this'],
  ['of unknown length', 'Transfer-Encoding: chunked\r\n\r\n9\r\nonly this\r\n'],
])('a long answer %s that breaks off does not look complete', async (_, answer) => {
  const front = await gatewayBefore(createServer((socket) => socket.end(`HTTP/1.1 200 OK\r\n${answer}`)))
  await expect(askHttp1(front, '/api/a')).rejects.toThrow(/aborted|hang up|ECONNRESET/)
})

test('a short answer that breaks off is none', async () => {
  const answer = 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this'
  const front = await gatewayBefore(createServer((socket) => socket.end(answer)))
  expect(await askHttp1(front, '/api/a')).toMatchObject({ status: 503, headers: { 'retry-after': '2' } })
})

test('when a client goes away, the worker is told', async () => {
  const { promise: given, resolve: give } = Promise.withResolvers<void>()
  const { promise: gone, resolve: go } = Promise.withResolvers<void>()
  const worker = createHttpServer((request) => {
    request.socket.once('close', () => go())
    give()
  })
  const front = await gatewayBefore(worker)
  const client = connect({ host: '127.0.0.1', port: front.gateway.httpsPort, ca: front.ca })
  client.write('GET /api/slow HTTP/1.1\r\nHost: localhost\r\n\r\n')
  await given
  client.destroy()
  await gone
})

test('stopping cuts what does not end by itself', async () => {
  const { promise: given, resolve: give } = Promise.withResolvers<void>()
  const front = await gatewayBefore(createHttpServer(() => give()))
  const client = connect({ host: '127.0.0.1', port: front.gateway.httpsPort, ca: front.ca })
  client.write('GET /api/never HTTP/1.1\r\nHost: localhost\r\n\r\n')
  await given
  const closed = once(client, 'close')
  client.resume()
  await front.gateway.stop()
  await closed
})
