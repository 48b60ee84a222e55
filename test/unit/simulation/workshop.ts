import { openDatabase } from '../../../worker/db/database.ts'
import type { Deps } from '../../../worker/deps.ts'
import type { UserActor } from '../../../worker/domain/access.ts'
import { boardMemory } from '../../../worker/services/board-memory.ts'
import { endWhatIsOver, keepPromises } from '../../../worker/services/keep-time.ts'
import { reconcile } from '../../../worker/services/reconcile.ts'
import { openSqliteD1 } from '../../support/sqlite-d1.ts'
import type { PlugWorld } from './plug-world.ts'

export const PRINTER_COUNT = 6
export const PEOPLE_COUNT = 20
export const plugId = (printer: number): string => `plug-${printer}`
export const printerId = (printer: number): string => `printer-${printer}`
export const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1)

/** The last machine is cut at its end, the one before after too long an overrun; the others wait. */
const POWER_POLICIES: Record<number, object> = {
  2: { warmUpMinutes: 10 },
  3: { coolDownMinutes: 10 },
  5: { cutsAtMaxOverrun: true, maxOverrunMinutes: 30 },
  6: { endPolicy: 'cut' },
}

/** By printer number, where it is not the usual 120. */
export const MAX_OVERRUN_MINUTES: Record<number, number> = { 5: 30 }

/** By printer id, as in its policy. */
export const WARM_UP_MINUTES: Record<string, number> = { 'printer-2': 10 }

const silent = () => undefined

/** The worker's own services on a database of their own, with a bridge that is part of the world. */
export const openWorkshop = (world: PlugWorld, startAt: number) => {
  const { d1, sqlite } = openSqliteD1('migrations')
  let id = 0
  let isNudged = false
  let keptAt = startAt
  const background: Promise<unknown>[] = []
  const deps: Deps = {
    config: {
      timeZone: 'Europe/Berlin',
      bridgeUrl: 'http://bridge',
      demo: false,
      sessionSecret: 's'.repeat(32),
      bridgeSecret: 's'.repeat(32),
      gatewaySecret: 's'.repeat(32),
    } as Deps['config'],
    db: openDatabase(d1),
    bridge: world.bridge,
    // Nobody signs in and nobody watches here.
    host: {} as Deps['host'],
    live: {} as Deps['live'],
    board: boardMemory(world.now, silent),
    now: world.now,
    newId: () => `id-${++id}`,
    log: {
      info: silent,
      warn: silent,
      error: (event, facts) => failures.push(`${event} ${JSON.stringify(facts)}`),
    },
    nudgePower: () => {
      isNudged = true
    },
    passPower: async () => {
      await reconcile(deps)
    },
    inBackground: (work) => background.push(work),
    pause: () => new Promise(() => undefined),
  } as Deps
  const failures: string[] = []

  const insert = (table: string, row: Record<string, string | number | null>) =>
    sqlite
      .prepare(
        `insert into ${table} (${Object.keys(row).join(', ')}) values (${Object.keys(row)
          .map(() => '?')
          .join(', ')})`,
      )
      .run(...Object.values(row))
  for (const n of numbers(PEOPLE_COUNT))
    insert('users', {
      id: `person-${n}`,
      username: `person-${n}`,
      display_name: `Person ${n}`,
      role: n <= 2 ? 'trainer' : 'apprentice',
      password_hash: '-',
      created_at: startAt,
    })
  for (const n of numbers(PRINTER_COUNT)) {
    insert('plugs', {
      id: plugId(n),
      name: `Steckdose ${n}`,
      driver: 'tapo',
      address: `10.0.0.${n}`,
      created_at: startAt,
    })
    insert('printers', {
      id: printerId(n),
      name: `Drucker ${n}`,
      manufacturer: 'Prusa',
      model: n <= 4 ? 'MK4' : `Eigenbau ${n}`,
      kind: 'printer',
      plug_id: plugId(n),
      created_at: startAt,
      power_policy: JSON.stringify(POWER_POLICIES[n] ?? {}),
    })
  }
  const running = sqlite.prepare(
    `select id, printer_id, user_id from jobs where status = 'running' and printer_id not in
      (select printer_id from power_overrides where ended_at is null) order by id`,
  )
  return {
    deps,
    sqlite,
    failures,
    /** One pass as the power keeper makes it, and those it was nudged to. */
    pass: async () => {
      let passes = 0
      do {
        isNudged = false
        await endWhatIsOver(deps)
        await reconcile(deps)
        // Reminders and waiting lists can wait; each pass would make the weeks too long.
        if (world.now() - keptAt >= 3_600_000) {
          keptAt = world.now()
          await keepPromises(deps)
        }
        await Promise.all(background.splice(0))
        passes++
      } while (isNudged && passes < 5)
    },
    /** On machines nobody holds by hand. */
    runningJobs: () => running.all() as { id: string; printer_id: string; user_id: string }[],
    actor: (person: number): UserActor => ({
      kind: 'user',
      id: `person-${person}`,
      role: person <= 2 ? 'trainer' : 'apprentice',
      sessionId: 'session',
      via: { address: '192.0.2.1', requestId: 'request' },
    }),
  }
}
export type SimulatedWorkshop = ReturnType<typeof openWorkshop>
