import { once } from 'node:events'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { Client } from '../support/client.ts'
import { enrolKiosk } from '../support/kiosk.ts'
import { startWorkshop, type Workshop } from '../support/workshop.ts'

let workshop: Workshop
beforeAll(async () => {
  workshop = await startWorkshop()
})
afterAll(() => workshop.stop())

const connect = (headers: Record<string, string>) =>
  new WebSocket(new URL('/api/live', workshop.url).href.replace('http', 'ws'), {
    headers: { 'x-myp-gateway': workshop.gatewaySecret, ...headers },
  })
const listen = async (client: Client) => {
  const socket = connect({ cookie: client.cookie() as string })
  await once(socket, 'open')
  return socket
}
/** Refused with this status before anything was opened. */
const refusal = async (headers: Record<string, string>): Promise<number | undefined> => {
  const socket = connect(headers)
  socket.on('error', () => undefined)
  const [, answer] = await once(socket, 'unexpected-response')
  return answer.statusCode
}

test('a live connection ends with its session, and only that one', async () => {
  const [here, elsewhere] = [await workshop.as('anna'), await workshop.as('anna')]
  const [ended, kept] = [await listen(here), await listen(elsewhere)]
  const closed = once(ended, 'close')
  await here.post('/api/auth/logout')
  expect((await closed)[0]).toBe(1008)
  expect(kept.readyState).toBe(WebSocket.OPEN)
  kept.terminate()
})

test('who is disabled is cut off everywhere', async () => {
  const sockets = [await listen(await workshop.as('ben')), await listen(await workshop.as('ben'))]
  const closed = Promise.all(sockets.map((socket) => once(socket, 'close')))
  await (await workshop.as('admin')).delete('/api/users/ben')
  expect((await closed).map(([code]) => code)).toEqual([1008, 1008])
})

test('a kiosk that is taken away is cut off', async () => {
  const admin = await workshop.as('admin')
  const { id, device } = await enrolKiosk(workshop)
  const socket = await listen(device)
  const closed = once(socket, 'close')
  await admin.delete(`/api/kiosks/${id}`)
  expect((await closed)[0]).toBe(1008)
})

test('nobody, another site and a 21st window of one session get no live connection', async () => {
  const anna = await workshop.as('anna')
  const cookie = anna.cookie() as string
  expect(await refusal({})).toBe(401)
  expect(await refusal({ cookie, origin: 'https://evil.example' })).toBe(403)
  const windows = await Promise.all(Array.from({ length: 20 }, () => listen(anna)))
  expect(await refusal({ cookie })).toBe(503)
  for (const window of windows) window.terminate()
})

test('a browser that talks is cut off', async () => {
  const socket = await listen(await workshop.as('gast'))
  const closed = once(socket, 'close')
  socket.send(JSON.stringify({ type: 'state', plugId: 'plug-1' }))
  expect((await closed)[0]).toBe(1008)
})
