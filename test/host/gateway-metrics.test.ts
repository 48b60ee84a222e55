import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { metricsPage } from '../../host/gateway/metrics.ts'
import { PROTOCOLS } from './support/ask.ts'
import { type Site, startSite } from './support/site.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site.stop())

describe.each(PROTOCOLS)('over %s', (_name, ask) => {
  test('this machine may read the metrics', async () => {
    const { status, text } = await ask(site, '/metrics')
    expect({ status, text }).toEqual({ status: 200, text: 'myp_up 1\n' })
  })
})

test.each([
  ['127.0.0.1', true],
  ['::1', true],
  ['192.168.1.20', true],
  ['192.168.1.21', false],
  ['fd00::20', true],
  ['fd00::21', false],
  ['', false],
])('%s may read them: %s', (address, allowed) => {
  const page = metricsPage(['192.168.1.20', 'fd00::20'], async () => '')
  expect(page.allows(address)).toBe(allowed)
})
