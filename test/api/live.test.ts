import { sign } from '@tsndr/cloudflare-worker-jwt'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { BRIDGE_SECRET, inMinutes, startWorkshop, type Workshop } from '../support/workshop.ts'

let workshop: Workshop
beforeAll(async () => {
  workshop = await startWorkshop()
})
afterAll(() => workshop.stop())

const socketUrl = (path: string) => new URL(path, workshop.url).href.replace('http', 'ws')
const open = (path: string, headers: Record<string, string>) => {
  const socket = new WebSocket(socketUrl(path), { headers })
  const opened = new Promise<number>((resolve) => {
    socket.on('open', () => resolve(101))
    socket.on('unexpected-response', (request, answer) => {
      resolve(answer.statusCode ?? 0)
      request.destroy()
    })
    // Follows a refusal, which has been told.
    socket.on('error', () => undefined)
  })
  const nextFrame = () =>
    new Promise<{ type: string; version: number }>((resolve) =>
      socket.once('message', (data) => resolve(JSON.parse(String(data)))),
    )
  return { socket, opened, nextFrame }
}
const listen = async (username: 'anna' | 'gast') => {
  const cookie = (await workshop.as(username)).cookie() as string
  const live = open('/api/live', { cookie, 'x-myp-gateway': workshop.gatewaySecret })
  expect(await live.opened).toBe(101)
  return live
}
const bridgeToken = (aud: string, secret = BRIDGE_SECRET) =>
  sign({ aud, exp: Math.floor(Date.now() / 1000) + 60 }, secret)

test('a booking is told to every browser that listens, with nothing in it', async () => {
  const listeners = [await listen('anna'), await listen('gast')]
  const frames = listeners.map(({ nextFrame }) => nextFrame())
  const ben = await workshop.as('ben')
  const slot = { startsAt: inMinutes(workshop, 60), endsAt: inMinutes(workshop, 90) }
  await ben.post('/api/jobs', { printerId: 'printer-1', title: 'Geheim', ...slot })
  for (const frame of await Promise.all(frames)) {
    expect(frame).toEqual({ type: 'changed', version: expect.any(Number) })
  }
  for (const { socket } of listeners) socket.terminate()
})

test('the bridge is heard: its plug event makes browsers look again', async () => {
  const { nextFrame, socket } = await listen('anna')
  const bridge = open('/internal/plug-events', { authorization: `Bearer ${await bridgeToken('worker')}` })
  expect(await bridge.opened).toBe(101)
  const told = nextFrame()
  const reading = {
    plugId: 'plug-1',
    state: 'on',
    at: Date.now(),
    ageMs: 0,
    watts: 5,
    todayWh: 1,
    peakWatts: null,
    energyMwh: 1,
    rssi: null,
    model: null,
    mac: null,
    firmware: null,
    overheated: null,
    overloaded: null,
    onForSeconds: null,
    offByHand: false,
    deadMan: 'none',
    deadManOffAt: null,
    deadManReason: null,
  }
  bridge.socket.send('not a frame')
  bridge.socket.send(JSON.stringify({ seq: 1, type: 'load', reading }))
  expect(await told).toMatchObject({ type: 'changed' })
  bridge.socket.terminate()
  socket.terminate()
})

test('who has signed out gets neither a live connection nor their data with the cookie they had', async () => {
  const anna = await workshop.as('anna')
  const cookie = anna.cookie() as string
  const replayed = workshop.visitor({ cookie })
  expect((await replayed.get('/api/users/anna/export')).status).toBe(200)
  await anna.post('/api/auth/logout')
  const live = open('/api/live', { cookie, 'x-myp-gateway': workshop.gatewaySecret })
  expect(await live.opened).toBe(401)
  expect((await replayed.get('/api/users/anna/export')).status).toBe(401)
})

test('a browser that talks is shown the door', async () => {
  const { socket } = await listen('anna')
  const closed = new Promise<number>((resolve) => socket.once('close', resolve))
  socket.send('hello')
  expect(await closed).toBe(1008)
})

test.each([
  ['without a session', '/api/live', async () => ({ 'x-myp-gateway': workshop.gatewaySecret }), 401],
  ['past the gateway', '/api/live', async () => ({}), 403],
  [
    'from a page of another site',
    '/api/live',
    async () => ({
      'x-myp-gateway': workshop.gatewaySecret,
      cookie: (await workshop.as('anna')).cookie() as string,
      origin: 'https://evil.example',
    }),
    403,
  ],
  ['as a bridge without a token', '/internal/plug-events', async () => ({}), 401],
  [
    'as a bridge with a token for the bridge',
    '/internal/plug-events',
    async () => ({ authorization: `Bearer ${await bridgeToken('bridge')}` }),
    401,
  ],
  [
    'as a bridge with a forged token',
    '/internal/plug-events',
    async () => ({ authorization: `Bearer ${await bridgeToken('worker', 'x'.repeat(40))}` }),
    401,
  ],
])('nobody connects %s', async (_, path, headers, status) => {
  expect(await open(path, await headers()).opened).toBe(status)
})
