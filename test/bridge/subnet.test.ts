import { expect, test } from 'vitest'
import { broadcastOf, hostsOf, parseSubnet } from '../../bridge/subnet.ts'

test.each([
  ['192.168.0.0/24', '192.168.0.255', 254],
  ['192.168.0.77/24', '192.168.0.255', 254],
  ['10.1.0.0/22', '10.1.3.255', 1022],
  ['10.1.0.0/16', '10.1.255.255', 0],
  ['127.0.0.1/32', '127.0.0.1', 1],
])('%s is broadcast to at %s and has %d addresses to try', (text, broadcast, hosts) => {
  const subnet = parseSubnet(text)
  expect(broadcastOf(subnet)).toBe(broadcast)
  expect(hostsOf(subnet, 1_024)).toHaveLength(hosts)
})

test.each(['192.168.0.0', '192.168.0.0/8', '300.1.1.1/24', 'plugs/24', ''])('%s is no network', (text) => {
  expect(() => parseSubnet(text)).toThrow(RangeError)
})
