import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PROTOCOLS } from './support/ask.ts'
import { type Site, startSite } from './support/site.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
  site.disk.isFull = true
})
afterAll(() => site.stop())

describe.each(PROTOCOLS)('while the disk is full, over %s', (_name, ask) => {
  test('changes are refused clearly', async () => {
    const { status, text } = await ask(site, '/api/echo', { method: 'POST', body: Buffer.from('{}') })
    expect(status).toBe(507)
    expect(JSON.parse(text)).toMatchObject({ code: 'storage_full', status: 507 })
  })

  test('reading goes on', async () => {
    expect((await ask(site, '/api/echo')).status).toBe(200)
    expect((await ask(site, '/')).status).toBe(200)
  })

  test.each(['/api/auth/login', '/api/plugs/all-off'])('%s still reaches the worker', async (path) => {
    // The fixture's worker does not know it; it is not the gateway that refuses.
    expect((await ask(site, path, { method: 'POST' })).status).toBe(404)
  })
})

test.each(
  PROTOCOLS,
)('while the disk is read-only, the API says so over %s, and pages are still there', async (_name, ask) => {
  site.disk.isReadOnly = true
  try {
    for (const method of ['GET', 'POST']) {
      const { status, text } = await ask(site, '/api/echo', { method })
      expect(status).toBe(507)
      expect(JSON.parse(text)).toMatchObject({ code: 'storage_read_only', status: 507 })
    }
    expect((await ask(site, '/')).status).toBe(200)
  } finally {
    site.disk.isReadOnly = false
  }
})
