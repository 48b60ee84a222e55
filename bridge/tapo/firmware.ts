import type { FirmwareVerdict } from '../plug.ts'

/**
 * What the field says about a P110 firmware such as "1.3.1 Build 240621 Rel.162048" (reference §3):
 * 1.3.x works offline; 1.4.0 and later may refuse local clients, or stay shut after mains loss.
 */
export const judgeFirmware = (firmware: string): FirmwareVerdict => {
  const [, major, minor] = /^(\d+)\.(\d+)\./.exec(firmware) ?? []
  if (major === undefined || minor === undefined) return 'unknown'
  const version = Number(major) * 1000 + Number(minor)
  if (version >= 1004) return 'risky'
  return version === 1003 ? 'good' : 'unknown'
}
