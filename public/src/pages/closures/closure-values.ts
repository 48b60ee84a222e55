import { closureWindows } from '../../../../worker/domain/closure-windows.ts'
import type { Closure, NewClosure } from '../../api/manage-closures.ts'
import { instantOfField, localField } from '../../forms/local-instant.ts'

export const repeats = ['once', 'weekly', 'dates'] as const
export type Repeats = (typeof repeats)[number]

/** What the fields of the form hold. */
export type ClosureValues = {
  /** Empty is the whole workshop. */
  printerId: string
  reason: string
  startsAt: string
  endsAt: string
  repeats: Repeats
  /** The last day of a weekly closure. */
  until: string
  /** The further days of a closure on several days. */
  dates: string[]
  onConflict: NonNullable<NewClosure['onConflict']>
}

const emptyClosure: ClosureValues = {
  printerId: '',
  reason: '',
  startsAt: '',
  endsAt: '',
  repeats: 'once',
  until: '',
  dates: [],
  onConflict: 'refuse',
}

/** The fields of a closure that is there already, or of a new one. */
export function valuesOf(closure: Closure | undefined, timeZone: string): ClosureValues {
  if (!closure) return emptyClosure
  const { printerId, reason, startsAt, endsAt, repeat } = closure
  return {
    ...emptyClosure,
    printerId: printerId ?? '',
    reason,
    startsAt: localField(Date.parse(startsAt), timeZone),
    endsAt: localField(Date.parse(endsAt), timeZone),
    ...(repeat && 'every' in repeat && { repeats: 'weekly' as const, until: repeat.until }),
    ...(repeat && 'dates' in repeat && { repeats: 'dates' as const, dates: repeat.dates }),
  }
}

const repeatOf = ({ repeats: kind, until, dates }: ClosureValues) => {
  switch (kind) {
    case 'once':
      return null
    case 'weekly':
      return { every: 'week' as const, until }
    case 'dates':
      return { dates }
  }
}

/** What is sent for these fields. */
export function wishOf(values: ClosureValues, timeZone: string): NewClosure {
  return {
    printerId: values.printerId || null,
    reason: values.reason,
    startsAt: instantOfField(values.startsAt, timeZone),
    endsAt: instantOfField(values.endsAt, timeZone),
    repeat: repeatOf(values),
    onConflict: values.onConflict,
  }
}

/** When it will be closed (epoch ms), as far as the fields say so. */
export function windowsOf(values: ClosureValues, timeZone: string) {
  const { startsAt, endsAt } = wishOf(values, timeZone)
  const first = { startsAt: Date.parse(startsAt), endsAt: Date.parse(endsAt) }
  if (!(first.startsAt < first.endsAt) || (values.repeats === 'weekly' && values.until === '')) return []
  return closureWindows(first, repeatOf(values), timeZone)
}
