/** What a past job booked and what it took. */
export type Habit = { title: string; bookedMs: number; workedMs: number }

const MINUTE_MS = 60_000
/** Fewer past jobs are no habit. */
const MIN_JOBS = 3
/** From here on two titles mean the same thing. */
const SIMILAR_FROM = 0.5
/** On top of the longest that prints like this usually take. */
const RESERVE = 1.1

const pairsOf = (text: string): Map<string, number> => {
  // Numbers are versions and copies: "Halter v2 (3)" is a "Halter".
  const plain = ` ${text
    .toLowerCase()
    .normalize('NFC')
    .replaceAll(/\bv(?=\p{N})|[\p{N}\p{P}]+/gu, ' ')
    .trim()
    .replaceAll(/\s+/g, ' ')} `
  const pairs = new Map<string, number>()
  for (let i = 0; i + 1 < plain.length; i++) {
    const pair = plain.slice(i, i + 2)
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
  }
  return pairs
}

/** 0–1: how much of two titles is the same, by pairs of letters (Dice); digits and punctuation don't count. */
export const similarity = (one: string, other: string): number => {
  const [left, right] = [pairsOf(one), pairsOf(other)]
  const count = (pairs: Map<string, number>) => [...pairs.values()].reduce((sum, times) => sum + times, 0)
  const total = count(left) + count(right)
  if (total === 0) return 0
  const shared = [...left].reduce((sum, [pair, times]) => sum + Math.min(times, right.get(pair) ?? 0), 0)
  return (2 * shared) / total
}

export const similarTo = <T extends { title: string }>(habits: T[], title: string): T[] =>
  habits.filter((habit) => similarity(habit.title, title) >= SIMILAR_FROM)

const quantile = (numbers: number[], q: number): number => {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0
}

/** Which part of a booking is usually used, 0–1; `null`: too few jobs to tell. */
export const usualShareOf = (habits: Habit[]): number | null =>
  habits.length < MIN_JOBS
    ? null
    : Math.min(
        1,
        quantile(
          habits.map(({ workedMs, bookedMs }) => workedMs / bookedMs),
          0.5,
        ),
      )

export type Suggestion = { minutes: number; jobs: number; basis: 'similar_titles' | 'usual_share' }

/**
 * How long to book: long enough for nine of ten earlier prints with a similar title, with a tenth as reserve;
 * else the wished time cut down to what is usually used of it. `null` where the past says nothing.
 *
 * @param slotMinutes the answer is a multiple of it
 */
export const suggestDuration = (
  habits: Habit[],
  { title, wishedMinutes, slotMinutes }: { title: string; wishedMinutes: number | null; slotMinutes: number },
): Suggestion | null => {
  const onGrid = (ms: number): number => Math.ceil(Math.round(ms) / MINUTE_MS / slotMinutes) * slotMinutes
  const similar = similarTo(habits, title)
  if (similar.length >= MIN_JOBS) {
    const longest = quantile(
      similar.map(({ workedMs }) => workedMs),
      0.9,
    )
    return { minutes: onGrid(longest * RESERVE), jobs: similar.length, basis: 'similar_titles' }
  }
  if (wishedMinutes === null || habits.length < MIN_JOBS) return null
  const generous = quantile(
    habits.map(({ workedMs, bookedMs }) => workedMs / bookedMs),
    0.9,
  )
  const minutes = Math.min(wishedMinutes, onGrid(wishedMinutes * MINUTE_MS * generous * RESERVE))
  return { minutes, jobs: habits.length, basis: 'usual_share' }
}

/** Of the booked time, what was used and what not, percent. */
export const usedShare = (jobs: { bookedMs: number; workedMs: number }[]): number | null => {
  const booked = jobs.reduce((sum, job) => sum + job.bookedMs, 0)
  const worked = jobs.reduce((sum, job) => sum + Math.min(job.workedMs, job.bookedMs), 0)
  return booked > 0 ? Math.round((100 * worked) / booked) : null
}
