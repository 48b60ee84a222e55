import { selectUsageOfPeople, type UsageFilter } from '../db/statistics.ts'
import type { Deps } from '../deps.ts'
import type { DayGrouping } from '../domain/groupings.ts'
import { withheld } from '../domain/withholding.ts'

/**
 * People's figures month by month, and which groups of a month must not be told in works-council mode. Statistics and
 * statements both ask here: what one of them leaves out can't be worked out from the other.
 */
export const readGuardedUsage = async (deps: Deps, groupBy: DayGrouping[], filter: UsageFilter) => {
  const rows = (await selectUsageOfPeople(deps.db, groupBy, filter)).map((row) => ({
    ...row,
    keys: groupBy.length > 1 ? [row.first, row.second] : [row.first],
    members: JSON.parse(row.members) as string[],
  }))
  const hidden = new Set(
    [...Map.groupBy(rows, ({ month }) => month).values()].flatMap((month) => [...withheld(month)]),
  )
  return { rows, hidden }
}
