import { type CostCorrection, selectCorrections, selectFrozen } from '../db/costs.ts'
import { selectNames } from '../db/statistics.ts'
import { selectTariffs } from '../db/tariffs.ts'
import { selectUsageEnergy, selectUsageJobs } from '../db/usage.ts'
import type { Deps } from '../deps.ts'
import {
  type CostGrouping,
  type CostStatement,
  type CostSum,
  centsOf,
  stateCosts,
  sumCosts,
} from '../domain/cost-statement.ts'
import { instantOf, localDate } from '../domain/local-time.ts'
import type { Window } from '../domain/window.ts'
import { hexSha256 } from './digest.ts'
import { readGuardedUsage } from './guarded-usage.ts'
import { iso } from './present.ts'
import { readSettings } from './settings.ts'
import { refreshUsage } from './usage.ts'

const HOUR_MS = 3_600_000
const MWH_PER_KWH = 1_000_000

/** A local month, `2026-11`. */
export const monthWindow = (deps: Deps, month: string): Window => {
  const [year = 0, number = 0] = month.split('-').map(Number)
  const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
  const start = (one: string): number => instantOf(`${one}-01`, '00:00', deps.config.timeZone)
  return { startsAt: start(month), endsAt: start(next) }
}

/** The statement as the records say now. */
export const drawStatement = async (deps: Deps, month: string): Promise<CostStatement> => {
  const window = monthWindow(deps, month)
  const energy = await selectUsageEnergy(deps.db, window)
  const jobIds = [...new Set(energy.flatMap(({ jobId }) => jobId ?? []))]
  const [jobs, prices] = await deps.db.batch([
    selectUsageJobs(deps.db, window, jobIds),
    selectTariffs(deps.db),
  ])
  return stateCosts({ month, window }, { jobs, energy, prices }, deps.now())
}

const hours = (ms: number): number => Math.round((ms / HOUR_MS) * 100) / 100
const kWh = (mwh: number): number => mwh / MWH_PER_KWH

const namesOf = async (
  deps: Deps,
  statement: CostStatement,
  corrections: CostCorrection[],
  withPeople: boolean,
) => {
  const { lines, overhead } = statement
  const ids = (values: (string | null)[]): string[] => [...new Set(values.flatMap((id) => id ?? []))]
  const lists = await Promise.all([
    selectNames(deps.db, 'printer', ids([...lines, ...overhead].map(({ printerId }) => printerId))),
    selectNames(
      deps.db,
      'costCentre',
      ids([...lines, ...corrections].map(({ costCentreId }) => costCentreId)),
    ),
    selectNames(deps.db, 'cohort', ids([...lines, ...corrections].map(({ cohortId }) => cohortId))),
    withPeople ? selectNames(deps.db, 'user', ids(lines.map(({ userId }) => userId))) : [],
  ])
  return new Map(lists.flat().map(({ id, name }) => [id, name]))
}

type Guard = Record<CostGrouping, (id: string | null) => boolean>

const EVERYTHING: Guard = { costCentreId: () => true, cohortId: () => true }

/**
 * Which cost centres and cohorts may be told apart in works-council mode: the same as in the statistics, so that
 * neither gives away what the other leaves out. None of a month that goes on: tomorrow's sum less today's would be one
 * day's figures.
 */
const guardOf = async (deps: Deps, month: string): Promise<Guard> => {
  const window = monthWindow(deps, month)
  if (window.endsAt > deps.now()) return { costCentreId: () => false, cohortId: () => false }
  await refreshUsage(deps, { maxDays: 31, budgetMs: 3_000 }, window)
  const [from, to] = [window.startsAt, window.endsAt].map((at) => localDate(at, deps.config.timeZone))
  const shownBy = async (grouping: 'costCentre' | 'cohort') => {
    const { rows, hidden } = await readGuardedUsage(deps, [grouping], { from: from ?? '', to: to ?? '' })
    const shown = new Set(rows.filter((row) => !hidden.has(row)).map(({ first }) => first))
    return (id: string | null): boolean => shown.has(id ?? '')
  }
  return { costCentreId: await shownBy('costCentre'), cohortId: await shownBy('cohort') }
}

/**
 * What a month cost, job by job, with sums by cost centre and cohort. A frozen month is answered as it was, with
 * its checksum and the corrections since. In works-council mode (`isGuarded`) the lines say what machines did, not
 * for whom, and the sums of small groups are one, see `guardOf`.
 */
export const readCosts = async (deps: Deps, month: string) => {
  const [[frozen], corrections] = await deps.db.batch([
    selectFrozen(deps.db, month),
    selectCorrections(deps.db, month),
  ])
  const statement: CostStatement = frozen ? JSON.parse(frozen.statement) : await drawStatement(deps, month)
  const { worksCouncilMode } = await readSettings(deps)
  const guard = worksCouncilMode ? await guardOf(deps, month) : EVERYTHING
  const names = await namesOf(deps, statement, corrections, !worksCouncilMode)
  const named = (id: string | null): string | null => (id === null ? null : (names.get(id) ?? id))
  const presentSum = ({ id, energyMwh, usedMs, ...sum }: CostSum) => {
    return { id, name: named(id), ...sum, usedHours: hours(usedMs), kWh: kWh(energyMwh) }
  }
  const { lines, overhead, roundingCents = 0 } = statement
  const correctedCents = corrections.reduce((sum, { cents }) => sum + cents, 0)
  const jobCents = lines.reduce((sum, line) => sum + centsOf(line), 0)
  const overheadCents = overhead.reduce((sum, { energyCents }) => sum + energyCents, 0)
  const mwh = (of: { energyMwh: number }[]): number => of.reduce((sum, { energyMwh }) => sum + energyMwh, 0)
  return {
    month,
    isGuarded: worksCouncilMode,
    frozen: frozen
      ? {
          at: iso(frozen.frozenAt),
          checksum: frozen.checksum,
          isSound: (await hexSha256(frozen.statement)) === frozen.checksum,
        }
      : null,
    lines: lines.map((line) => ({
      jobId: worksCouncilMode ? null : line.jobId,
      printerId: line.printerId,
      costCentreId: worksCouncilMode ? null : line.costCentreId,
      cohortId: worksCouncilMode ? null : line.cohortId,
      quality: line.quality,
      energyCents: line.energyCents,
      machineCents: line.machineCents,
      printer: named(line.printerId),
      person: worksCouncilMode ? null : named(line.userId),
      costCentre: worksCouncilMode ? null : named(line.costCentreId),
      cohort: worksCouncilMode ? null : named(line.cohortId),
      startsAt: iso(line.startsAt),
      usedHours: hours(line.usedMs),
      kWh: kWh(line.energyMwh),
      feeCents: line.feeCents ?? 0,
      cents: centsOf(line),
    })),
    overhead: overhead.map(({ energyMwh, ...line }) => ({
      ...line,
      printer: named(line.printerId),
      kWh: kWh(energyMwh),
    })),
    corrections: corrections.map((correction) => {
      const costCentreId = guard.costCentreId(correction.costCentreId) ? correction.costCentreId : null
      const cohortId = guard.cohortId(correction.cohortId) ? correction.cohortId : null
      const { id, cents, reason, createdAt } = correction
      const groups = { costCentreId, costCentre: named(costCentreId), cohortId, cohort: named(cohortId) }
      return { id, cents, reason, ...groups, createdAt: iso(createdAt) }
    }),
    byCostCentre: sumCosts(lines, 'costCentreId', guard.costCentreId).map(presentSum),
    byCohort: sumCosts(lines, 'cohortId', guard.cohortId).map(presentSum),
    total: {
      /** Equals the ledger of the month. */
      kWh: kWh(mwh(lines) + mwh(overhead)),
      jobKWh: kWh(mwh(lines)),
      jobCents,
      overheadCents,
      /** What whole cents of each line leave over; with it the total is what the ledger's energy cost. */
      roundingCents,
      correctedCents,
      cents: jobCents + overheadCents + roundingCents + correctedCents,
    },
  }
}
export type Costs = Awaited<ReturnType<typeof readCosts>>
