/** The plug's energy counters. There is no lifetime total: only five-minute slots and plug-local days. */
import type { EnergyHistory, PlugTime } from './device-state.ts'
import { localTime } from './plug-time.ts'

export const SLOT_MS = 300_000
/** Hourly figures reach back eight days. */
const KEPT_SLOTS = (9 * 86_400_000) / SLOT_MS
const KEPT_DAYS = 400

export type DayTotal = EnergyHistory['days'][string]

const dropFirst = (record: Record<string, unknown>, limit: number): void => {
  const keys = Object.keys(record)
  for (const key of keys
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .slice(0, keys.length - limit))
    delete record[key]
}

/** Adds what was used in a span that lies within one slot, `shown` being its start by the plug's clock. */
export function addEnergy(
  history: EnergyHistory,
  time: PlugTime,
  shown: number,
  used: { energyMwh: number; runtimeMs: number },
): void {
  const slot = String(Math.floor(shown / SLOT_MS))
  const date = localTime(time, shown).toPlainDate().toString()
  // Once a day is enough: counting the keys at every slot would cost more than the slots themselves.
  if (!(date in history.days)) {
    dropFirst(history.slots, KEPT_SLOTS)
    dropFirst(history.days, KEPT_DAYS)
  }
  history.slots[slot] = (history.slots[slot] ?? 0) + used.energyMwh
  const day = history.days[date] ?? { energyMwh: 0, runtimeMs: 0 }
  history.days[date] = {
    energyMwh: day.energyMwh + used.energyMwh,
    runtimeMs: day.runtimeMs + used.runtimeMs,
  }
}

/** Total of the plug-local days that `belongs` accepts (`2026-11-23`). */
export function sumDays(history: EnergyHistory, belongs: (date: string) => boolean): DayTotal {
  let energyMwh = 0
  let runtimeMs = 0
  for (const [date, day] of Object.entries(history.days)) {
    if (!belongs(date)) continue
    energyMwh += day.energyMwh
    runtimeMs += day.runtimeMs
  }
  return { energyMwh, runtimeMs }
}

/** Energy between two moments of the plug's clock (epoch ms, on slot borders), mWh. */
export function sumSlots(history: EnergyHistory, from: number, to: number): number {
  let energyMwh = 0
  for (let slot = Math.floor(from / SLOT_MS); slot * SLOT_MS < to; slot++)
    energyMwh += history.slots[String(slot)] ?? 0
  return energyMwh
}

/** What the plug tells: whole watt-hours, rounded down; the sum of many small parts may miss one by a hair. */
export const wholeWh = (energyMwh: number): number => Math.floor(energyMwh / 1000 + 1e-6)
