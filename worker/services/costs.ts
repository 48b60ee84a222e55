import { insertAudit, insertAuditIfChanged } from '../db/audit-events.ts'
import {
  type CostCorrection,
  insertCorrection,
  insertFrozen,
  selectCorrections,
  selectFrozen,
} from '../db/costs.ts'
import { selectNames } from '../db/statistics.ts'
import { selectTariffs } from '../db/tariffs.ts'
import { selectUsageEnergy, selectUsageJobs } from '../db/usage.ts'
import type { Deps } from '../deps.ts'
import type { UserActor } from '../domain/access.ts'
import { type CostStatement, type CostSum, centsOf, stateCosts, sumCosts } from '../domain/cost-statement.ts'
import { instantOf } from '../domain/local-time.ts'
import type { Window } from '../domain/window.ts'
import { deedOf } from './audit.ts'
import { hexSha256 } from './digest.ts'
import { iso } from './present.ts'
import { Refused } from './refusal.ts'
import { readSettings } from './settings.ts'

const HOUR_MS = 3_600_000
const MWH_PER_KWH = 1_000_000

const windowOf = (deps: Deps, month: string): Window => {
  const [year = 0, number = 0] = month.split('-').map(Number)
  const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
  const start = (one: string): number => instantOf(`${one}-01`, '00:00', deps.config.timeZone)
  return { startsAt: start(month), endsAt: start(next) }
}

/** The statement as the records say now. */
const draw = async (deps: Deps, month: string): Promise<CostStatement> => {
  const window = windowOf(deps, month)
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

/**
 * What a month cost, job by job, with sums by cost centre and cohort. A frozen month is answered as it was, with
 * its checksum and the corrections since. In works-council mode without people.
 */
export const readCosts = async (deps: Deps, month: string) => {
  const [[frozen], corrections] = await deps.db.batch([
    selectFrozen(deps.db, month),
    selectCorrections(deps.db, month),
  ])
  const statement: CostStatement = frozen ? JSON.parse(frozen.statement) : await draw(deps, month)
  const { worksCouncilMode } = await readSettings(deps)
  const names = await namesOf(deps, statement, corrections, !worksCouncilMode)
  const named = (id: string | null): string | null => (id === null ? null : (names.get(id) ?? id))
  const presentSum = ({ id, energyMwh, usedMs, ...sum }: CostSum) => {
    return { id, name: named(id), ...sum, usedHours: hours(usedMs), kWh: kWh(energyMwh) }
  }
  const { lines, overhead } = statement
  const correctedCents = corrections.reduce((sum, { cents }) => sum + cents, 0)
  const jobCents = lines.reduce((sum, line) => sum + centsOf(line), 0)
  const overheadCents = overhead.reduce((sum, { energyCents }) => sum + energyCents, 0)
  const mwh = (of: { energyMwh: number }[]): number => of.reduce((sum, { energyMwh }) => sum + energyMwh, 0)
  return {
    month,
    frozen: frozen
      ? {
          at: iso(frozen.frozenAt),
          checksum: frozen.checksum,
          isSound: (await hexSha256(frozen.statement)) === frozen.checksum,
        }
      : null,
    lines: lines.map((line) => ({
      jobId: line.jobId,
      printerId: line.printerId,
      costCentreId: line.costCentreId,
      cohortId: line.cohortId,
      quality: line.quality,
      energyCents: line.energyCents,
      machineCents: line.machineCents,
      printer: named(line.printerId),
      person: worksCouncilMode ? null : named(line.userId),
      costCentre: named(line.costCentreId),
      cohort: named(line.cohortId),
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
    corrections: corrections.map(({ createdAt, createdBy: _, month: _month, ...correction }) => ({
      ...correction,
      costCentre: named(correction.costCentreId),
      cohort: named(correction.cohortId),
      createdAt: iso(createdAt),
    })),
    byCostCentre: sumCosts(lines, 'costCentreId').map(presentSum),
    byCohort: sumCosts(lines, 'cohortId').map(presentSum),
    total: {
      /** Equals the ledger of the month. */
      kWh: kWh(mwh(lines) + mwh(overhead)),
      jobKWh: kWh(mwh(lines)),
      jobCents,
      overheadCents,
      correctedCents,
      cents: jobCents + overheadCents + correctedCents,
    },
  }
}
export type Costs = Awaited<ReturnType<typeof readCosts>>

/**
 * Closes a month that is over: its statement never changes again. Refuses with `invalid_state` a month that goes on
 * or is closed already.
 */
export const freezeMonth = async (deps: Deps, actor: UserActor, month: string): Promise<Costs> => {
  const at = deps.now()
  if (windowOf(deps, month).endsAt > at) throw new Refused('invalid_state')
  const statement = JSON.stringify(await draw(deps, month))
  const checksum = await hexSha256(statement)
  const [frozen] = await deps.db.batch([
    insertFrozen(deps.db, { month, statement, checksum, frozenAt: at, frozenBy: actor.id }),
    insertAuditIfChanged(
      deps.db,
      deedOf(actor, {
        at,
        action: 'costs.freeze',
        entityId: month,
        changes: { checksum: [null, checksum] },
      }),
    ),
  ])
  if (frozen.meta.changes === 0) throw new Refused('invalid_state')
  return readCosts(deps, month)
}

export type NewCorrection = Pick<CostCorrection, 'costCentreId' | 'cohortId' | 'cents' | 'reason'>

/**
 * Puts right what was wrong in a frozen month. Refuses with `invalid_state` a month that is open, and with
 * `invalid_input` a cost centre or cohort that does not exist.
 */
export const correctMonth = async (
  deps: Deps,
  actor: UserActor,
  month: string,
  correction: NewCorrection,
): Promise<Costs> => {
  const [frozen] = await selectFrozen(deps.db, month)
  if (!frozen) throw new Refused('invalid_state')
  const groups = [
    ['costCentreId', 'costCentre', correction.costCentreId],
    ['cohortId', 'cohort', correction.cohortId],
  ] as const
  for (const [path, grouping, id] of groups)
    if (id !== null && (await selectNames(deps.db, grouping, [id])).length === 0)
      throw new Refused('invalid_input', { errors: [{ path, code: 'no_such_thing' }] })
  const at = deps.now()
  const row = { ...correction, id: deps.newId(), month, createdAt: at, createdBy: actor.id }
  const { cents, reason } = correction
  const changes = { cents: [null, cents] as [null, number], reason: [null, reason] as [null, string] }
  await deps.db.batch([
    insertCorrection(deps.db, row),
    insertAudit(deps.db, deedOf(actor, { at, action: 'costs.correct', entityId: month, changes })),
  ])
  return readCosts(deps, month)
}
