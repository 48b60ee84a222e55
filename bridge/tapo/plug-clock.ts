import type { Clock } from '../clock.ts'
import { type PlugClock, PlugRefused } from '../plug.ts'
import { DeviceTime } from './answers.ts'
import { asRefusal } from './refusal.ts'
import type { TapoSession } from './session.ts'

/** A plug without NTP starts in January 2000 after mains loss; drift of seconds is normal. */
const toleranceMs = 60_000

/** Reads the plug's clock and sets it when it is over 60 s off or counts another zone's days. */
export const createPlugClock = (session: TapoSession, clock: Clock, timeZone: string): PlugClock => {
  const readTime = async (signal: AbortSignal) => {
    const parsed = DeviceTime.safeParse(await asRefusal(session.call({ method: 'get_device_time' }, signal)))
    if (!parsed.success) throw new PlugRefused('protocol', 'get_device_time of an unknown shape')
    return parsed.data
  }
  return {
    agree: async (signal) => {
      const found = await readTime(signal)
      const wasAheadMs = found.timestamp * 1000 - clock.now()
      const offsetMinutes = offsetMinutesAt(clock.now(), timeZone)
      if (Math.abs(wasAheadMs) <= toleranceMs && found.time_diff === offsetMinutes)
        return { wasAheadMs, wasSet: false }
      const timestamp = Math.round(clock.now() / 1000)
      const params = { timestamp, time_diff: offsetMinutes, region: timeZone }
      await asRefusal(session.call({ method: 'set_device_time', params }, signal))
      const now = await readTime(signal)
      if (Math.abs(now.timestamp * 1000 - clock.now()) > toleranceMs)
        throw new PlugRefused('clock_unset', 'the plug did not keep the time it was given')
      return { wasAheadMs, wasSet: true }
    },
  }
}

/** Minutes that `timeZone` is ahead of UTC at `at`, daylight saving included. */
const offsetMinutesAt = (at: number, timeZone: string): number => {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
  const name = format.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT'
  const [, sign, hours, minutes] = /GMT([+-])(\d{2}):(\d{2})/.exec(name) ?? []
  const size = Number(hours ?? 0) * 60 + Number(minutes ?? 0)
  return sign === '-' ? -size : size
}
