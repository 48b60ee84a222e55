/** Figures of fewer people could be told apart. */
export const SMALLEST_GROUP = 5

type Grouped = {
  /** By what it is grouped; what has a key in common can be summed up. */
  keys: readonly string[]
  /** Whose figures these are. */
  members: readonly string[]
}

/** What can be summed up and compared with a sum that is known: all, and each value of each grouping. */
const marginsOf = <T extends Grouped>(groups: T[]): T[][] => [
  groups,
  ...(groups[0]?.keys ?? []).flatMap((_, place) => [
    ...Map.groupBy(groups, ({ keys }) => keys[place]).values(),
  ]),
]

/**
 * Which groups must not be shown: those of fewer than five people, and where fewer than five people would be left
 * over from a sum that is known, the next smallest with them. Groups of nobody hold no personal figures.
 */
export const withheld = <T extends Grouped>(groups: T[]): Set<T> => {
  const hidden = new Set(
    groups.filter(({ members }) => members.length > 0 && members.length < SMALLEST_GROUP),
  )
  const margins = marginsOf(groups)
  const nextOf = (margin: T[]): T | undefined => {
    const rest = new Set(margin.filter((group) => hidden.has(group)).flatMap(({ members }) => members))
    if (rest.size === 0 || rest.size >= SMALLEST_GROUP) return undefined
    return margin
      .filter((group) => group.members.length > 0 && !hidden.has(group))
      .toSorted((one, other) => one.members.length - other.members.length)[0]
  }
  // Each round hides one group more, so there is an end.
  for (let next = margins.map(nextOf).find(Boolean); next; next = margins.map(nextOf).find(Boolean))
    hidden.add(next)
  return hidden
}

/**
 * Whether local days `[from, to)` are whole months that are over. Only such are answered where people must not be
 * told apart: of periods that differ by a day, the difference would be one day's figures.
 */
export const areWholeMonths = ({ from, to }: { from: string; to: string }, today: string): boolean =>
  from.endsWith('-01') && to.endsWith('-01') && to <= `${today.slice(0, 7)}-01`
