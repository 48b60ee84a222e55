import { createServer, type Server } from 'node:http'
import { verify } from '@tsndr/cloudflare-worker-jwt'
import { pino } from 'pino'
import { afterEach, expect, test } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { createMetrics } from '../../bridge/metrics.ts'
import { PlugEvent, type PlugReading } from '../../bridge/protocol.ts'
import { type Push, startPush } from '../../bridge/push.ts'
import { readingOf } from '../../bridge/reading.ts'
import { bridgeSecret, eventually, realClock } from './support/real-bridge.ts'

/** A worker that listens at a port of its own and can be away for a while. */
const openWorker = async (port = 0) => {
  const server: Server = createServer().listen(port, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const sockets = new WebSocketServer({ server, path: '/internal/plug-events' })
  const events: PlugEvent[] = []
  const tokens: string[] = []
  sockets.on('connection', (socket: WebSocket, request) => {
    tokens.push(request.headers.authorization ?? '')
    socket.on('message', (frame) => events.push(PlugEvent.parse(JSON.parse(String(frame)))))
  })
  return {
    port: (server.address() as { port: number }).port,
    events,
    tokens,
    close: async () => {
      for (const socket of sockets.clients) socket.terminate()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const reading: PlugReading = readingOf(
  'p1',
  { knownSince: 0, last: null, loads: [], offByHand: false, failure: null, deadMan: { state: 'none' } },
  0,
  1_000,
)
const metrics = createMetrics()
const pushTo = (port: number): Push =>
  startPush({
    url: `ws://127.0.0.1:${port}/internal/plug-events`,
    secret: bridgeSecret,
    clock: realClock,
    metrics,
    log: pino({ level: 'silent' }),
  })

let closeAll: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closeAll) await close()
  closeAll = []
})

test('changes reach the worker in order, under a token of ours', async () => {
  const worker = await openWorker()
  const push = pushTo(worker.port)
  closeAll = [async () => push.close(), worker.close]
  for (let count = 0; count < 5; count += 1) push.tell('state', reading)
  await eventually(() => (worker.events.length === 5 ? true : undefined))
  expect(worker.events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5])
  const token = worker.tokens[0]?.replace('Bearer ', '') ?? ''
  expect((await verify(token, bridgeSecret))?.payload).toMatchObject({
    aud: 'worker',
    exp: expect.any(Number),
  })
})

test('while the worker is away a thousand events are kept, the newest ones, and told when it is back', async () => {
  const before = await openWorker()
  await before.close()
  const push = pushTo(before.port)
  closeAll = [async () => push.close()]
  for (let count = 0; count < 1_200; count += 1) push.tell('load', reading)
  const after = await openWorker(before.port)
  closeAll.push(after.close)
  await eventually(() => (after.events.length === 1_000 ? true : undefined))
  expect(after.events[0]?.seq).toBe(201)
  expect(after.events.at(-1)?.seq).toBe(1_200)
  expect(metrics.text(new Map())).toContain('myp_bridge_push_dropped_total 200')
})
