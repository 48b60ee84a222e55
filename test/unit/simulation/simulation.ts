import { createInvariants, type LiveJob } from './invariants.ts'
import { createPeople, type Event } from './people.ts'
import { createPlugWorld, type PlugWorld } from './plug-world.ts'
import { createRandom, type Random } from './random.ts'
import { numbers, openWorkshop, PRINTER_COUNT, plugId, printerId, WARM_UP_MINUTES } from './workshop.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
/** Four weeks before the clocks go forward, and four weeks before they go back. */
const STARTS = [Date.parse('2027-03-01T00:00:00.000Z'), Date.parse('2027-10-04T00:00:00.000Z')]
/** After anything happened passes come each minute for a while, and while a machine winds down; else more rarely. */
const ALERT_MS = 3 * MINUTE_MS
const QUIET_STEP_MS = 15 * MINUTE_MS
const STEADY_STEP_MS = 10 * MINUTE_MS

export class InvariantBroken extends Error {
  override name = 'InvariantBroken'
}

export type SimulationReport = {
  passes: number
  jobs: Record<string, number>
  incidents: Record<string, number>
  lossesBy: Record<string, number>
  energyWh: number
}

/** Things that break: Wi-Fi, bridge, worker, mains. Answers whether the worker is up. */
const createFaults = (
  world: PlugWorld,
  random: Random,
  add: (at: number, does: string, run: Event['run']) => void,
) => {
  let workerDownUntil = 0
  const later = (day: number): number => day + random.between(0, 24 * 60 - 1) * MINUTE_MS
  return {
    isWorkerUp: () => world.now() >= workerDownUntil,
    planDay: (day: number): void => {
      const minutes = (from: number, to: number) => world.now() + random.between(from, to) * MINUTE_MS
      for (const n of numbers(PRINTER_COUNT))
        if (random.chance(0.15))
          add(later(day), `${plugId(n)} loses Wi-Fi`, () => world.loseWifi(plugId(n), minutes(1, 240)))
      if (random.chance(0.3)) add(later(day), 'the bridge dies', () => world.killBridge(minutes(1, 30)))
      if (random.chance(0.3))
        add(later(day), 'the worker dies', () => {
          workerDownUntil = minutes(1, random.chance(0.1) ? 400 : 60)
        })
      if (random.chance(0.05)) add(later(day), 'mains fail', () => world.cutMains(minutes(1, 20)))
    },
  }
}

/**
 * Weeks of a workshop in virtual time: the worker's own services on its own database, people and faults by dice.
 * Throws InvariantBroken, naming the seed, the moment and what happened before, as soon as something does not hold.
 */
export const simulate = async (seed: number, weeks: number): Promise<SimulationReport> => {
  const random = createRandom(seed)
  const start = STARTS[seed % STARTS.length] as number
  const world = createPlugWorld(numbers(PRINTER_COUNT).map(plugId), start)
  const shop = openWorkshop(world, start)
  const invariants = createInvariants(shop, world)
  const agenda: Event[] = []
  const recent: string[] = []
  const add = (at: number, does: string, run: Event['run']) => {
    agenda.push({ at: Math.max(at, world.now()), does, run })
    agenda.sort((a, b) => a.at - b.at)
  }
  const people = createPeople(shop, world, random, { add }, invariants.notePress)
  const faults = createFaults(world, random, add)
  const fail = (what: string): never => {
    const when = new Date(world.now()).toISOString()
    throw new InvariantBroken(
      `seed ${seed}, ${when}: ${what}\nBefore:\n${recent.join('\n')}\nReplay: MYP_SIMULATION_SEED=${seed}`,
    )
  }

  const end = start + weeks * 7 * DAY_MS
  let passes = 0
  let alertUntil = start + ALERT_MS
  let plannedUntil = start
  let ledgerCheckedAt = start
  while (world.now() < end) {
    if (world.now() >= plannedUntil) {
      people.planDay(plannedUntil)
      faults.planDay(plannedUntil)
      plannedUntil += DAY_MS
    }
    const change = world.nextChange()
    const jobsBefore = invariants.liveJobs()
    const due = dueAt(jobsBefore, world.now())
    const stepMs = world.now() < alertUntil ? MINUTE_MS : calmStepMs(world, jobsBefore)
    const next = Math.min(
      world.now() + stepMs,
      plannedUntil,
      agenda[0]?.at ?? end,
      due ?? end,
      change === null ? end : Math.ceil(change / MINUTE_MS) * MINUTE_MS,
    )
    world.advance(Math.max(next, world.now() + 1_000))
    invariants.checkUnwatched(fail)
    if (due === world.now() || (change !== null && change <= world.now())) alertUntil = world.now() + ALERT_MS
    while ((agenda[0]?.at ?? Number.POSITIVE_INFINITY) <= world.now() && faults.isWorkerUp()) {
      const event = agenda.shift() as Event
      recent.push(`${new Date(world.now()).toISOString()} ${event.does}`)
      if (recent.length > 25) recent.shift()
      await event.run()
      // A booking concerns no plug until its time comes.
      if (event.does !== 'book') alertUntil = world.now() + ALERT_MS
    }
    if (!faults.isWorkerUp()) {
      alertUntil = world.now() + ALERT_MS
      continue
    }
    // The bridge has looked since.
    world.advance(world.now())
    await shop.pass()
    passes++
    invariants.check(jobsBefore, fail)
    if (world.now() - ledgerCheckedAt >= DAY_MS) {
      ledgerCheckedAt = world.now()
      invariants.checkLedger(fail)
    }
  }
  // Everything is back: the rest is booked.
  world.advance(world.now() + 420 * MINUTE_MS)
  await shop.pass()
  world.advance(world.now() + MINUTE_MS)
  await shop.pass()
  invariants.checkLedger(fail)
  invariants.checkTotals(fail)
  return report(shop.sqlite, world, passes)
}

type Sqlite = ReturnType<typeof openWorkshop>['sqlite']

/** A machine that winds down is judged by the minute; one that works, or nothing at all, is not in a hurry. */
const calmStepMs = (world: PlugWorld, jobs: LiveJob[]): number => {
  const on = numbers(PRINTER_COUNT).filter((n) => world.isOn(plugId(n)))
  const isHeld = (n: number): boolean =>
    jobs.some(
      ({ printer_id, starts_at, ends_at }) =>
        printer_id === printerId(n) && starts_at <= world.now() && world.now() < ends_at,
    )
  if (on.some((n) => !world.isWorking(plugId(n)) && !isHeld(n))) return MINUTE_MS
  return on.length > 0 ? STEADY_STEP_MS : QUIET_STEP_MS
}

/** When the next job begins, warms up or ends: the worker's alarm comes at that second. */
const dueAt = (jobs: LiveJob[], now: number): number | null => {
  const ahead = jobs
    .flatMap(({ printer_id, starts_at, ends_at }) => [
      starts_at - (WARM_UP_MINUTES[printer_id] ?? 0) * MINUTE_MS,
      starts_at,
      ends_at,
    ])
    .filter((at) => at > now)
  return ahead.length > 0 ? Math.min(...ahead) : null
}

const report = (sqlite: Sqlite, world: PlugWorld, passes: number): SimulationReport => {
  const count = (sql: string): Record<string, number> =>
    Object.fromEntries(
      (sqlite.prepare(sql).all() as { name: string; n: number }[]).map(({ name, n }) => [name, n]),
    )
  const lossesBy: Record<string, number> = {}
  for (const { by } of world.losses) lossesBy[by] = (lossesBy[by] ?? 0) + 1
  const { mwh } = sqlite.prepare('select sum(energy_mwh) as mwh from energy_hours').get() as { mwh: number }
  return {
    passes,
    jobs: count('select status as name, count(*) as n from jobs group by status'),
    incidents: count('select kind as name, count(*) as n from incidents group by kind'),
    lossesBy,
    energyWh: Math.round(mwh / 1_000),
  }
}
