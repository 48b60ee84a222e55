import { Temporal } from 'temporal-polyfill'

export const presets = ['week', 'fourWeeks', 'lastMonth', 'quarter', 'year'] as const
export type Preset = (typeof presets)[number]

/** Local days, `to` not included; `step` is how finely a chart over it is drawn. */
export type Period = { preset: Preset | null; from: string; to: string; step: 'day' | 'week' | 'month' }

const finestDays = 45
const weeksDays = 200

const stepOf = (days: number): Period['step'] => {
  if (days <= finestDays) return 'day'
  return days <= weeksDays ? 'week' : 'month'
}

const lengthOf = (from: Temporal.PlainDate, to: Temporal.PlainDate) => from.until(to).days

/** The days a preset means today; those that go on end with today. */
const daysOf = (preset: Preset, today: Temporal.PlainDate): [Temporal.PlainDate, Temporal.PlainDate] => {
  const tomorrow = today.add({ days: 1 })
  const first = today.with({ day: 1 })
  switch (preset) {
    case 'week':
      return [tomorrow.subtract({ days: 7 }), tomorrow]
    case 'fourWeeks':
      return [tomorrow.subtract({ days: 28 }), tomorrow]
    case 'lastMonth':
      return [first.subtract({ months: 1 }), first]
    case 'quarter':
      return [tomorrow.subtract({ days: 91 }), tomorrow]
    case 'year':
      return [tomorrow.subtract({ years: 1 }), tomorrow]
  }
}

const readDay = (text: string | null): Temporal.PlainDate | undefined => {
  try {
    return text === null ? undefined : Temporal.PlainDate.from(text)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** The period an address asks for: two days (`to` is the last one), or a preset; else the last four weeks: whole weeks compare day by day. */
export function periodOf(search: URLSearchParams, today: string): Period {
  const [from, last] = [readDay(search.get('from')), readDay(search.get('to'))]
  if (from && last && Temporal.PlainDate.compare(from, last) <= 0) {
    const to = last.add({ days: 1 })
    return { preset: null, from: from.toString(), to: to.toString(), step: stepOf(lengthOf(from, to)) }
  }
  const preset = presets.find((one) => one === search.get('period')) ?? 'fourWeeks'
  const [start, end] = daysOf(preset, Temporal.PlainDate.from(today))
  return { preset, from: start.toString(), to: end.toString(), step: stepOf(lengthOf(start, end)) }
}

/** The same number of days right before. */
export function periodBefore({ from, to }: Pick<Period, 'from' | 'to'>): { from: string; to: string } {
  const start = Temporal.PlainDate.from(from)
  const days = lengthOf(start, Temporal.PlainDate.from(to))
  return { from: start.subtract({ days }).toString(), to: from }
}

/** The last day of a period, for people: `to` is not included. */
export const lastDayOf = (to: string): string => Temporal.PlainDate.from(to).subtract({ days: 1 }).toString()

/** Every step of a period by its first day (`2026-11-23`) or month (`2026-11`), as the server names them. */
export function stepsOf({ from, to, step }: Pick<Period, 'from' | 'to' | 'step'>): string[] {
  const end = Temporal.PlainDate.from(to)
  const day = Temporal.PlainDate.from(from)
  const first =
    step === 'day' ? day : step === 'week' ? day.subtract({ days: day.dayOfWeek - 1 }) : day.with({ day: 1 })
  const steps: string[] = []
  for (let at = first; Temporal.PlainDate.compare(at, end) < 0; at = at.add({ [`${step}s`]: 1 }))
    steps.push(step === 'month' ? at.toPlainYearMonth().toString() : at.toString())
  return steps
}
