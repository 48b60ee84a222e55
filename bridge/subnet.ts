import { isIPv4 } from 'node:net'

export type Subnet = { base: number; prefix: number }

/** An IPv4 network such as "192.168.0.0/24". @throws RangeError when it is none, or larger than /16 */
export const parseSubnet = (text: string): Subnet => {
  const [address = '', prefixText = ''] = text.split('/')
  const prefix = /^\d{1,2}$/.test(prefixText) ? Number(prefixText) : Number.NaN
  if (!isIPv4(address) || !(prefix >= 16 && prefix <= 32))
    throw new RangeError('expected a network such as "192.168.0.0/24", /16 to /32')
  const number = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
  return { base: number - (number % sizeOf(prefix)), prefix }
}

export const broadcastOf = ({ base, prefix }: Subnet): string => dotted(base + sizeOf(prefix) - 1)

/** Every address a host may have, in order; none for networks with over `limit` of them. */
export const hostsOf = ({ base, prefix }: Subnet, limit: number): string[] => {
  const size = sizeOf(prefix)
  if (size > limit) return []
  if (size <= 2) return Array.from({ length: size }, (_, index) => dotted(base + index))
  return Array.from({ length: size - 2 }, (_, index) => dotted(base + 1 + index))
}

const sizeOf = (prefix: number): number => 2 ** (32 - prefix)
const dotted = (number: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.')
