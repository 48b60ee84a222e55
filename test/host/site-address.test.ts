import { expect, test } from 'vitest'
import { siteAddress } from '../../host/site-address.ts'

test.each([
  [['myp.local', '192.168.1.5'], 443, [], 'myp.local'],
  [['myp.local'], 8443, [], 'myp.local:8443'],
  [['fd00::5'], 443, [], '[fd00::5]'],
  [['myp.example.org'], 8443, ['192.168.1.2'], 'myp.example.org'],
  [[], 443, [], undefined],
])('a site with the names %j at port %d, behind %j, is reached at %s', (names, port, trustedProxies, address) => {
  expect(siteAddress({ names, trustedProxies }, port)).toBe(address)
})
