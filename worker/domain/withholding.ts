/** Figures of fewer people could be told apart. */
export const SMALLEST_GROUP = 5

type Grouped = {
  /** How many people the figures are of. */
  people: number
}

/**
 * Which groups must not be shown: those of fewer than five people. Where only one is left out, what is missing
 * from the sum would give it away, so the next smallest goes with it. Groups of nobody hold no personal figures.
 */
export const withheld = <T extends Grouped>(groups: T[]): Set<T> => {
  const small = groups.filter(({ people }) => people > 0 && people < SMALLEST_GROUP)
  if (small.length !== 1) return new Set(small)
  const [next] = groups
    .filter((group) => group.people >= SMALLEST_GROUP)
    .sort((one, other) => one.people - other.people)
  return new Set(next ? [...small, next] : small)
}
