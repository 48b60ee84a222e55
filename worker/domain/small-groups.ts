/** Fewer people than this can be told apart, whatever their names are. */
export const SMALLEST_GROUP = 5

/**
 * Works-council mode: figures of groups below five people are not shown one by one but as one rest, and
 * where the rest is still below five, not at all: what is missing must not be found by subtraction.
 * @param merge adds two groups' figures up
 */
export const hideSmallGroups = <G extends { people: number }>(
  groups: G[],
  merge: (rest: G, group: G) => G,
): { shown: G[]; rest: G | null } => {
  const [first, ...others] = groups.filter(({ people }) => people < SMALLEST_GROUP)
  const shown = groups.filter(({ people }) => people >= SMALLEST_GROUP)
  const rest = first && others.reduce(merge, first)
  return { shown, rest: rest && rest.people >= SMALLEST_GROUP ? rest : null }
}
