import { Request } from 'miniflare'
import { describe, expect, test } from 'vitest'
import { createHostBinding } from '../../host/binding.ts'
import { HOST_ORIGIN } from '../../host/protocol.ts'
import { startWorkQueue } from '../../host/work-queue.ts'

const binding = createHostBinding({ threads: 2 })
const ask = async (path: string, body: unknown) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const answer = await binding(new Request(`${HOST_ORIGIN}${path}`, { method: 'POST', body: text }))
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

describe('passwords', () => {
  test('are hashed with bcrypt, cost 12, and recognised again', async () => {
    const password = 'Größe über Alles'
    const { body } = await ask('/password/hash', { password })
    expect(body).toEqual({ hash: expect.stringMatching(/^\$2[aby]\$12\$.{53}$/) })
    expect(await ask('/password/verify', { password, ...body })).toEqual({
      status: 200,
      body: { matches: true },
    })
    expect(await ask('/password/verify', { password: 'other', ...body })).toEqual({
      status: 200,
      body: { matches: false },
    })
  })

  test('longer than bcrypt reads never match', async () => {
    const { body } = await ask('/password/hash', { password: 'x'.repeat(72) })
    expect((await ask('/password/verify', { password: 'x'.repeat(73), ...body })).body).toEqual({
      matches: false,
    })
  })

  test('never match what is no hash', async () => {
    expect(await ask('/password/verify', { password: 'x', hash: '!' })).toEqual({
      status: 200,
      body: { matches: false },
    })
  })
})

test.each([
  ['/password/hash', {}, 422],
  ['/password/hash', 'no json', 422],
  ['/password/hash', { password: 'x', cost: 4 }, 422],
  ['/elsewhere', {}, 404],
])('%s with %j is refused', async (path, body, status) => {
  expect((await ask(path, body)).status).toBe(status)
})

test('a queue runs as many as it may, keeps as many as it may, and turns the rest away', async () => {
  const queue = startWorkQueue({ running: 2, waiting: 1 })
  const { promise: release, resolve } = Promise.withResolvers<void>()
  let highest = 0
  let running = 0
  const work = async () => {
    highest = Math.max(highest, ++running)
    await release
    running--
  }
  const accepted = [queue(work), queue(work), queue(work)]
  await expect(queue(work)).rejects.toThrow('1 others are waiting already')
  resolve()
  await Promise.all(accepted)
  expect(highest).toBe(2)
  await expect(queue(() => Promise.reject(new Error('own')))).rejects.toThrow('own')
  await expect(queue(async () => 'works on')).resolves.toBe('works on')
})
