/** Who an emulated plug is: stable for a seed, different between seeds. */
import { createHash } from 'node:crypto'

export interface Identity {
  /** 40 hex digits, upper case. */
  deviceId: string
  hardwareId: string
  firmwareId: string
  oemId: string
  /** `48-22-54-XX-XX-XX`, a TP-Link prefix. */
  mac: string
}

export function identityOf(seed: number): Identity {
  const hex = (purpose: string, length: number): string =>
    createHash('sha256').update(`${purpose}:${seed}`).digest('hex').toUpperCase().slice(0, length)
  const tail = hex('mac', 6)
  return {
    deviceId: `80${hex('device', 38)}`,
    hardwareId: hex('hardware', 32),
    firmwareId: hex('firmware', 32),
    oemId: hex('oem', 32),
    mac: `48-22-54-${tail.slice(0, 2)}-${tail.slice(2, 4)}-${tail.slice(4, 6)}`,
  }
}
