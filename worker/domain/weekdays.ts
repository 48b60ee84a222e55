const DAY_MS = 86_400_000

/** A local day some days later, both YYYY-MM-DD. */
export const daysLater = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10)

/** How often each weekday comes in `[from, to)`, Monday first. */
export const weekdaysIn = ({ from, to }: { from: string; to: string }): number[] => {
  const start = Date.parse(from) / DAY_MS
  const length = Date.parse(to) / DAY_MS - start
  // The epoch began on a Thursday.
  const firstWeekday = (((start + 3) % 7) + 7) % 7
  return Array.from({ length: 7 }, (_, weekday) => {
    const offset = (weekday - firstWeekday + 7) % 7
    return length > offset ? Math.ceil((length - offset) / 7) : 0
  })
}
