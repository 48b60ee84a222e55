import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorkshop, type Workshop } from '../support/workshop.ts'

let workshop: Workshop
beforeAll(async () => {
  workshop = await startWorkshop({ vars: { READS_PER_MINUTE: '20', WRITES_PER_MINUTE: '6' } })
})
afterAll(() => workshop.stop())

const statuses = async (count: number, send: () => Promise<{ status: number }>) => {
  const answers = []
  for (let i = 0; i < count; i++) answers.push((await send()).status)
  return answers
}

test('a session that asks too much waits, and others don’t', async () => {
  const [anna, ben] = [await workshop.as('anna'), await workshop.as('ben')]
  expect((await statuses(20, () => anna.get('/api/printers'))).every((status) => status === 200)).toBe(true)
  const refused = await anna.get('/api/printers')
  expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited', retryAfterSeconds: 3 } })
  expect(refused.headers.get('retry-after')).toBe('3')
  expect((await ben.get('/api/printers')).status).toBe(200)
  // Writes are counted apart.
  expect((await anna.post('/api/notifications/read-all')).status).toBeLessThan(300)
  await workshop.advance(3_000)
  expect((await anna.get('/api/printers')).status).toBe(200)
})

test('an address that asks too much waits, whoever it says it is', async () => {
  await workshop.advance(60_000)
  const stranger = (i: number) =>
    workshop.visitor({ 'x-myp-client-ip': '203.0.113.9', authorization: `Bearer guess-${i}` })
  let i = 0
  const answers = await statuses(25, () => stranger(i++).get('/api/board'))
  expect(answers.slice(0, 20)).toEqual(Array(20).fill(401))
  expect(answers.slice(20)).toEqual(Array(5).fill(429))
  const elsewhere = workshop.visitor({ 'x-myp-client-ip': '203.0.113.10' })
  expect((await elsewhere.get('/api/health')).status).toBe(200)
})
