import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { REQUEST_ID_HEADER } from '../../bridge/protocol.ts'
import { startWorkshop, type Workshop } from '../support/workshop.ts'

/** Stands where the bridge would, and only writes down on whose behalf it is called. */
const calls: { path: string; requestId: string }[] = []
const bridge = createServer((request, response) => {
  calls.push({ path: request.url ?? '', requestId: String(request.headers[REQUEST_ID_HEADER]) })
  response.setHeader('content-type', 'application/json').end('{"items":[]}')
})
let workshop: Workshop
beforeAll(async () => {
  bridge.listen(0, '127.0.0.1')
  await once(bridge, 'listening')
  const { port } = bridge.address() as AddressInfo
  workshop = await startWorkshop({ bridgeUrl: `http://127.0.0.1:${port}` })
})
afterAll(async () => {
  await workshop.stop()
  bridge.close()
})

test('the bridge learns on behalf of which request it is called', async () => {
  const admin = await workshop.as('admin')
  calls.length = 0
  await admin.post('/api/plugs/discover', {}, { 'x-myp-request-id': 'request-of-the-gateway' })
  expect(calls).toContainEqual({ path: '/discover', requestId: 'request-of-the-gateway' })
})

test('a pass has an id of its own, the same for all its calls', async () => {
  calls.length = 0
  await workshop.tick()
  await vi.waitFor(() => expect(calls.length).toBeGreaterThan(0))
  const ids = new Set(calls.map(({ requestId }) => requestId))
  expect([...ids]).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/)])
})
