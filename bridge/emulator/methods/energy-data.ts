/** Energy and power over time: fixed slots, future ones included, as the Tapo app draws them. */
import * as z from 'zod'
import type { Device } from '../device.ts'
import { SLOT_MS, sumDays, sumSlots, wholeWh } from '../energy-history.ts'
import { localText, localTime, plugNow } from '../plug-time.ts'
import { type Method, requireParams, requireTime } from './method.ts'

const HOUR_MS = 3_600_000
const MAX_HOURLY_DAYS = 8
const MAX_POWER_VALUES = 144

const Span = z.object({
  start_timestamp: z.number().int().min(0),
  end_timestamp: z.number().int().min(0),
})
const EnergySpan = Span.extend({ interval: z.literal([60, 1_440, 43_200]) })
const PowerSpan = Span.extend({ interval: z.literal([5, 60]) })

type LocalTime = ReturnType<typeof localTime>
type Covered = { from: LocalTime; to: LocalTime; data: number[] }

/** Every hour of the local days from the first to the last asked for: 24 values a day, 23 or 25 when clocks change. */
function hours(device: Device, first: LocalTime, last: LocalTime): Covered {
  const from = first.startOfDay()
  const to = last.subtract({ nanoseconds: 1 }).startOfDay().add({ days: 1 })
  const data: number[] = []
  for (let at = from.epochMilliseconds; at < to.epochMilliseconds; at += HOUR_MS)
    data.push(wholeWh(sumSlots(device.state.energy, at, at + HOUR_MS)))
  return { from, to, data }
}

/** Every day of the quarter that the first moment lies in. */
function quarter(device: Device, first: LocalTime): Covered {
  const from = first.startOfDay().with({ day: 1, month: first.month - ((first.month - 1) % 3) })
  const to = from.add({ months: 3 })
  const data: number[] = []
  for (let day = from; day.epochMilliseconds < to.epochMilliseconds; day = day.add({ days: 1 }))
    data.push(
      wholeWh(sumDays(device.state.energy, (date) => date === day.toPlainDate().toString()).energyMwh),
    )
  return { from, to, data }
}

/** Every month of the year that the first moment lies in. */
function year(device: Device, first: LocalTime): Covered {
  const from = first.startOfDay().with({ day: 1, month: 1 })
  const months = Array.from({ length: 12 }, (_, month) => from.add({ months: month }))
  const data = months.map((month) => {
    const prefix = month.toPlainDate().toString().slice(0, 7)
    return wholeWh(sumDays(device.state.energy, (date) => date.startsWith(prefix)).energyMwh)
  })
  return { from, to: from.add({ years: 1 }), data }
}

/** Wh per hour (at most 8 days), day of the quarter or month of the year; other intervals get -1008. */
export const getEnergyData: Method = (device, params) => {
  requireTime(device)
  const MaxSpan = EnergySpan.refine(
    (span) =>
      span.start_timestamp < span.end_timestamp &&
      (span.interval !== 60 || span.end_timestamp - span.start_timestamp <= MAX_HOURLY_DAYS * 86_400),
  )
  const span = requireParams(MaxSpan, params)
  const { time, advancedTo } = device.state
  const first = localTime(time, span.start_timestamp * 1000)
  const covered =
    span.interval === 60
      ? hours(device, first, localTime(time, span.end_timestamp * 1000))
      : span.interval === 1_440
        ? quarter(device, first)
        : year(device, first)
  return {
    local_time: localText(time, plugNow(time, advancedTo)),
    data: covered.data,
    start_timestamp: covered.from.epochMilliseconds / 1000,
    end_timestamp: covered.to.epochMilliseconds / 1000,
    interval: span.interval,
  }
}

/** Average watts per 5 or 60 minutes, at most 144 values; -1 where there is nothing yet. Newer firmware only. */
export const getPowerData: Method = (device, params) => {
  requireTime(device)
  const span = requireParams(PowerSpan, params)
  const stepMs = span.interval * 60_000
  const from = Math.floor((span.start_timestamp * 1000) / stepMs) * stepMs
  const count = Math.max(0, Math.ceil((span.end_timestamp * 1000 - from) / stepMs))
  const now = plugNow(device.state.time, device.state.advancedTo)
  const data = Array.from({ length: Math.min(count, MAX_POWER_VALUES) }, (_, index) => {
    const at = from + index * stepMs
    if (at + SLOT_MS > now) return -1
    return Math.round((sumSlots(device.state.energy, at, at + stepMs) * 3_600) / stepMs)
  })
  return {
    data,
    start_timestamp: from / 1000,
    end_timestamp: (from + data.length * stepMs) / 1000,
    interval: span.interval,
  }
}
