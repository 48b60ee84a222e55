import { expect, test } from 'vitest'
import { clientAddressReader } from '../../host/gateway/client-address.ts'
import { loggedPath } from '../../host/gateway/logged-path.ts'

const from = (remoteAddress: string, forwarded?: string) => ({
  socket: { remoteAddress },
  headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
})

test.each([
  ['nobody is trusted', [], from('192.0.2.1', '10.0.0.1'), '192.0.2.1'],
  ['the peer is not the trusted one', ['192.0.2.9'], from('192.0.2.1', '10.0.0.1'), '192.0.2.1'],
  ['IPv4 in IPv6', [], from('::ffff:192.0.2.1'), '192.0.2.1'],
  ['the proxy tells', ['192.0.2.9'], from('192.0.2.9', '203.0.113.5'), '203.0.113.5'],
  ['the client lied to the proxy', ['192.0.2.9'], from('192.0.2.9', '1.2.3.4, 203.0.113.5'), '203.0.113.5'],
  [
    'two trusted proxies',
    ['192.0.2.9', '192.0.2.8'],
    from('::ffff:192.0.2.9', '203.0.113.5,192.0.2.8'),
    '203.0.113.5',
  ],
  ['IPv6 through a proxy', ['2001:db8::1'], from('2001:db8::1', '2001:db8::77'), '2001:db8::77'],
  ['the proxy tells nothing', ['192.0.2.9'], from('192.0.2.9'), '192.0.2.9'],
  ['nonsense', ['192.0.2.9'], from('192.0.2.9', '203.0.113.5, unknown'), '192.0.2.9'],
])('%s', (_, trusted, request, address) => {
  expect(clientAddressReader(trusted)(request)).toBe(address)
})

test('a log holds no link that opens anything', () => {
  expect(loggedPath('/api/calendar/abcdef123456.ics')).toBe('/api/calendar/…')
  expect(loggedPath('/api/jobs/1')).toBe('/api/jobs/1')
})
