import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Demo, startDemo } from '../browser/support/demo.ts'

let demo: Demo
let ca: Buffer
beforeAll(async () => {
  demo = await startDemo()
  ca = readFileSync(join(demo.dataDir, 'tls', 'ca.crt'))
}, 180_000)
afterAll(() => demo.stop())

type Answer = { status: number; body: any; cookie: string | undefined }

/** One request on a connection of its own, as from a browser that was not there before. Rejects where none answers. */
const ask = async (
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: unknown,
): Promise<Answer> => {
  const asked = request(new URL(path, demo.url), {
    method,
    ca,
    agent: false,
    timeout: 15_000,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
  })
  asked.on('timeout', () => asked.destroy(new Error('no answer')))
  asked.end(body === undefined ? undefined : JSON.stringify(body))
  const [answer] = await once(asked, 'response')
  let text = ''
  for await (const chunk of answer) text += String(chunk)
  return {
    status: answer.statusCode,
    body: /json/.test(answer.headers['content-type'] ?? '') ? JSON.parse(text) : undefined,
    cookie: answer.headers['set-cookie']?.[0]?.split(';')[0],
  }
}

const signIn = async (username: string) => {
  const { status, body, cookie } = await ask(
    'POST',
    '/api/auth/login',
    {},
    { username, password: 'werkstatt-demo' },
  )
  assert.equal(status, 200)
  const headers = { cookie: cookie as string, 'x-csrf-token': body.csrfToken }
  return (method: string, path: string, sent?: unknown) => ask(method, path, headers, sent)
}

const pidOf = (name: string): number => {
  const text = readFileSync(join(demo.dataDir, 'run', `${name}.pid`), 'utf8')
  return Number(/\d+/.exec(text)?.[0])
}

const DAY = 24 * 3_600_000
const slotAt = (startsAt: number, minutes: number) => ({
  startsAt: new Date(startsAt).toISOString(),
  endsAt: new Date(startsAt + minutes * 60_000).toISOString(),
})

test('kill -9 of workerd, host and bridge while people book: what was answered 201 is there, and plugs follow', async () => {
  const trainer = await signIn('ausbilder')
  const { body: printers } = await trainer('GET', '/api/printers')
  const ids: string[] = printers.items.map(({ id }: { id: string }) => id)
  // Far enough ahead that nothing of the demo stands in the way, on the grid of five minutes.
  const from = Math.ceil((Date.now() + 20 * DAY) / 3_600_000) * 3_600_000

  const answered: string[] = []
  const lost: unknown[] = []
  let isKilling = true
  const book = async (printerId: string): Promise<void> => {
    for (let n = 0; isKilling; n++) {
      const slot = slotAt(from + n * 15 * 60_000, 15)
      const answer = await trainer('POST', '/api/jobs', { printerId, title: `Last ${n}`, ...slot }).catch(
        (error) => {
          lost.push(error)
          return undefined
        },
      )
      if (answer?.status === 201) answered.push(answer.body.id)
      else await pause(50)
    }
  }
  const bookers = ids.map(book)

  for (const name of ['workerd', 'bridge', 'host', 'workerd', 'bridge', 'host']) {
    const before = answered.length
    await vi.waitFor(() => expect(answered.length).toBeGreaterThan(before + 3), { timeout: 60_000 })
    process.kill(pidOf(name), 'SIGKILL')
  }
  const beforeLast = answered.length
  await vi.waitFor(() => expect(answered.length).toBeGreaterThan(beforeLast + 3), { timeout: 60_000 })
  isKilling = false
  await Promise.all(bookers)

  const kept = new Set<string>()
  let cursor = ''
  do {
    const path = `/api/jobs?from=${new Date(from).toISOString()}&userId=me&limit=200${cursor}`
    const { body } = await trainer('GET', path)
    for (const { id } of body.items) kept.add(id)
    cursor = body.nextCursor ? `&cursor=${body.nextCursor}` : ''
  } while (cursor)
  expect(answered.filter((id) => !kept.has(id))).toEqual([])
  // The kills were felt, or this test would prove nothing.
  expect(lost.length).toBeGreaterThan(0)

  const stateOf = async (id: string) => (await trainer('GET', `/api/printers/${id}`)).body
  const free = printers.items.find(
    ({ currentJob, nextJob }: { currentJob: unknown; nextJob: { startsAt: string } | null }) =>
      !currentJob && (!nextJob || Date.parse(nextJob.startsAt) > Date.now() + 3_600_000),
  )
  // Booked while the bridge is dead: the plug is on as soon as it is back, at the latest with the next pass.
  process.kill(pidOf('bridge'), 'SIGKILL')
  const { status, body: job } = await trainer('POST', '/api/jobs', {
    printerId: free.id,
    title: 'Trotzdem',
    ...slotAt(Date.now(), 30),
  })
  expect(status).toBe(201)
  await vi.waitFor(
    async () => {
      const { power, currentJob } = await stateOf(free.id)
      expect({ state: power.state, id: currentJob?.id, status: currentJob?.status }).toEqual({
        state: 'on',
        id: job.id,
        status: 'running',
      })
    },
    { timeout: 65_000, interval: 500 },
  )
}, 240_000)
