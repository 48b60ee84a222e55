/** How many are kept, by the hours, UTC days and UTC months that have backups at all. */
export const KEEP = { hours: 24, days: 30, months: 12 } as const

/**
 * Which of these backups stay: the newest of each of the last 24 hours, 30 days and 12 months that have one.
 * Gaps (a Pi that was off) do not count, so that an old backup never goes because nothing new came.
 */
export const retained = <T extends { at: number }>(backups: readonly T[]): Set<T> => {
  const newestFirst = [...backups].sort((a, b) => b.at - a.at)
  const kept = new Set<T>()
  const keepNewestPer = (length: number, count: number): void => {
    const seen = new Set<string>()
    for (const backup of newestFirst) {
      if (seen.size === count) return
      const bucket = new Date(backup.at).toISOString().slice(0, length)
      if (seen.has(bucket)) continue
      seen.add(bucket)
      kept.add(backup)
    }
  }
  keepNewestPer('2026-11-23T09'.length, KEEP.hours)
  keepNewestPer('2026-11-23'.length, KEEP.days)
  keepNewestPer('2026-11'.length, KEEP.months)
  return kept
}
