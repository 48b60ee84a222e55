/** How the plug introduces itself to a discovery probe (tapo-p110.md §2.6). */
import { createHash } from 'node:crypto'
import type { Device } from './device.ts'

/** The `result` of the answer; with third-party clients shut out it names the protocol they don't speak. */
export const introduce = (plug: {
  device: Device
  host: string
  port: number
  username: string
  thirdParty: boolean
}): Record<string, unknown> => ({
  device_id: plug.device.identity.deviceId.toLowerCase(),
  owner: createHash('md5').update(plug.username).digest('hex').toUpperCase(),
  device_type: 'SMART.TAPOPLUG',
  device_model: 'P110(EU)',
  ip: plug.host,
  mac: plug.device.identity.mac,
  is_support_iot_cloud: true,
  obd_src: 'tplink',
  factory_default: false,
  mgt_encrypt_schm: {
    is_support_https: false,
    encrypt_type: plug.thirdParty ? 'KLAP' : 'TPAP',
    http_port: plug.port,
    lv: 2,
  },
})
