/** A stretch of time, half-open `[startsAt, endsAt)`, in epoch milliseconds. */
export type Window = { startsAt: number; endsAt: number }

/** Half-open: a job that ends at 10:00 leaves 10:00 free for the next one. */
export const covers = (window: Window, at: number): boolean => window.startsAt <= at && at < window.endsAt

/** Adjacent windows do not overlap. */
export const overlaps = (a: Window, b: Window): boolean => a.startsAt < b.endsAt && b.startsAt < a.endsAt
