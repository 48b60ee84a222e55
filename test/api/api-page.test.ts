import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorkshop, type Workshop } from '../support/workshop.ts'

let workshop: Workshop
beforeAll(async () => {
  workshop = await startWorkshop()
})
afterAll(() => workshop.stop())

test('/api/docs shows every route without a script, a style of its own or anything from elsewhere', async () => {
  const { status, body, headers } = await workshop.visitor().get('/api/docs')
  expect(status).toBe(200)
  expect(headers.get('content-type')).toMatch(/^text\/html/)
  expect(headers.get('content-security-policy')).toContain("default-src 'none'; style-src 'self'")
  expect(body).not.toMatch(/<script|<style|\sstyle=|(?:src|href)="(?!\/|#)/)
  const { paths } = (await workshop.visitor().get('/api/openapi.json')).body
  for (const [path, operations] of Object.entries<object>(paths)) {
    expect(body).toContain(`<code class="path">${path}</code>`)
    expect(Object.keys(operations).length).toBeGreaterThan(0)
  }
})
