import { readdir, readFile, statfs } from 'node:fs/promises'
import { freemem, totalmem, uptime } from 'node:os'
import { join } from 'node:path'
import { readClockSource } from './clock-source.ts'

/** Undervoltage, frequency capped, throttled, soft temperature limit: the lower bits say now, the upper since boot. */
const THROTTLING = ['under_voltage', 'frequency_capped', 'throttled', 'temperature_limit'] as const
export type Throttling = (typeof THROTTLING)[number]

/** Where Raspberry Pi kernels tell what the firmware throttles. */
const FIRMWARE = [
  '/sys/devices/platform/soc/soc:firmware/get_throttled',
  '/sys/devices/platform/soc@107c000000/soc@107c000000:firmware/get_throttled',
  '/sys/devices/platform/axi/axi:firmware/get_throttled',
]

/** The machine's own state. `null`: this machine does not say. */
export const readMachine = async (dataDir: string) => {
  const [disk, temperatureC, throttling, lowVoltage, clock] = await Promise.all([
    readDisk(dataDir),
    readTemperature(),
    readThrottling(),
    readLowVoltage(),
    readClockSource(),
  ])
  const underVoltage = lowVoltage === true ? (['under_voltage'] as const) : []
  return {
    disk,
    memory: { freeBytes: freemem(), totalBytes: totalmem() },
    temperatureC,
    throttling: throttling === null && lowVoltage === null ? null : [...(throttling ?? underVoltage)],
    clock,
    uptimeS: Math.round(uptime()),
  }
}

const readDisk = async (dir: string) => {
  const { bavail, blocks, bsize } = await statfs(dir)
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize }
}

const readText = async (file: string): Promise<string | undefined> => {
  try {
    return (await readFile(file, 'utf8')).trim()
  } catch {
    return undefined
  }
}

/** The hottest zone, in degrees Celsius. */
const readTemperature = async (): Promise<number | null> => {
  const folder = '/sys/class/thermal'
  const zones = await readdir(folder).catch(() => [])
  const texts = await Promise.all(
    zones
      .filter((name) => name.startsWith('thermal_zone'))
      .map((name) => readText(join(folder, name, 'temp'))),
  )
  const degrees = texts.flatMap((text) => (text && /^\d+$/.test(text) ? [Number(text) / 1000] : []))
  return degrees.length > 0 ? Math.max(...degrees) : null
}

const readThrottling = async (): Promise<Throttling[] | null> => {
  for (const file of FIRMWARE) {
    const text = await readText(file)
    if (text !== undefined) return parseThrottling(text)
  }
  return null
}

/** Hexadecimal bits as `vcgencmd get_throttled` shows them; only what is so at this moment. */
export const parseThrottling = (text: string): Throttling[] => {
  const bits = Number.parseInt(text, 16)
  return THROTTLING.filter((_, index) => (bits & (1 << index)) !== 0)
}

/** The sensor `rpi_volt` warns below 4.63 V. */
const readLowVoltage = async (): Promise<boolean | null> => {
  const folder = '/sys/class/hwmon'
  for (const name of await readdir(folder).catch(() => [])) {
    if ((await readText(join(folder, name, 'name'))) !== 'rpi_volt') continue
    const alarm = await readText(join(folder, name, 'in0_lcrit_alarm'))
    if (alarm !== undefined) return alarm === '1'
  }
  return null
}
