import { addRefusals, selectRefusals } from '../db/refusal-days.ts'
import type { UsageFilter } from '../db/statistics.ts'
import type { Deps } from '../deps.ts'
import { localDate } from '../domain/local-time.ts'
import type { Language } from './present.ts'
import type { Refused } from './refusal.ts'
import { refusalWords } from './refusal-words.ts'

const reasonsOf = ({ code, errors = [] }: Refused): string[] => {
  if (code === 'slot_taken') return [code]
  return code === 'booking_rules' ? [...new Set(errors.map((error) => error.code))] : []
}

/**
 * Counts why a booking was refused, by day and machine, not by person. What can't be counted is logged: the
 * answer is the refusal all the same.
 */
export const countRefusal = async (deps: Deps, refused: Refused): Promise<void> => {
  const reasons = reasonsOf(refused)
  if (refused.printerId === undefined || reasons.length === 0) return
  const day = localDate(deps.now(), deps.config.timeZone)
  await addRefusals(deps.db, day, refused.printerId, reasons).catch((error: unknown) =>
    deps.log.error('a refusal was not counted', { error: String(error) }),
  )
}

/** Why bookings were refused on the local days `[from, to)`, the most frequent reason first. */
export const readRefusals = async (
  deps: Deps,
  language: Language,
  { from, to, printerId }: Pick<UsageFilter, 'from' | 'to' | 'printerId'>,
) => {
  const rows = await selectRefusals(deps.db, { from, to, printerId })
  const items = rows.map(({ code, count }) => ({ code, reason: refusalWords(code, language), count }))
  return { from, to, items, total: items.reduce((sum, { count }) => sum + count, 0), nextCursor: null }
}
export type Refusals = Awaited<ReturnType<typeof readRefusals>>
