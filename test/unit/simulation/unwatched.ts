import type { PlugWorld } from './plug-world.ts'
import {
  MAX_OVERRUN_MINUTES,
  numbers,
  PRINTER_COUNT,
  plugId,
  printerId,
  type SimulatedWorkshop,
} from './workshop.ts'

const MINUTE_MS = 60_000
/** What policy grants beyond the end, and how much later the countdown may come. */
const MARGIN_MS = 10 * MINUTE_MS
/** While we see a machine that works beyond its time, its countdown is kept between these two ahead. */
const BLIND_MS = 30 * MINUTE_MS
const BLIND_LONGEST_MS = 60 * MINUTE_MS
/** A countdown reaches a day, and is renewed before half of it is gone. */
const REACH_MS = 12 * 60 * MINUTE_MS
/** Small differences are not worth a command. */
const TOLERANCE_MS = 61_000

type Job = {
  printer_id: string
  status: string
  starts_at: number
  ends_at: number
  overrun_since: number | null
}

/** What the newest pass that saw a plug left it with. */
type Grant = { at: number; hasJob: boolean; notBefore: number; notAfter: number }

/**
 * What must hold while nobody looks: a plug that is on goes off by its own countdown when policy says so at the
 * latest, and a machine that works does not lose its power to a countdown that should have been pushed on.
 */
export const createUnwatched = (shop: SimulatedWorkshop, world: PlugWorld) => {
  const live = shop.sqlite.prepare(
    `select printer_id, status, starts_at, ends_at, overrun_since from jobs
      where status in ('scheduled', 'running', 'overrunning') order by printer_id, starts_at`,
  )
  const overrides = shop.sqlite.prepare(
    "select printer_id, max(ends_at) as ends_at from power_overrides where state = 'on' and ended_at is null and ends_at > ? group by printer_id",
  )
  const reasons = shop.sqlite.prepare('select plug_id, reason from plug_states')
  const grants = new Map<string, Grant>()

  const endOf = (n: number, job: Job): number =>
    n === 6
      ? job.ends_at
      : Math.max(
          job.ends_at,
          (job.overrun_since ?? job.ends_at) + (MAX_OVERRUN_MINUTES[n] ?? 120) * MINUTE_MS,
        )

  const grantOf = (n: number, jobs: Job[], byHandUntil: number, now: number): Grant => {
    const job =
      jobs.find(({ status }) => status !== 'scheduled') ??
      jobs.find(({ starts_at }) => starts_at <= now + 10 * MINUTE_MS)
    const end = job ? endOf(n, job) : now
    const next = job && jobs.find(({ starts_at }) => starts_at >= job.ends_at && starts_at <= end + MARGIN_MS)
    const notBefore = Math.max(end, byHandUntil)
    const until = Math.max(notBefore, next ? endOf(n, next) : now)
    return {
      at: now,
      hasJob: job !== undefined,
      notBefore: Math.min(notBefore, now + REACH_MS),
      notAfter: Math.max(until + MARGIN_MS, now + BLIND_LONGEST_MS) + TOLERANCE_MS,
    }
  }

  return {
    /** After a pass that saw these plugs. */
    watched: (isSeen: (id: string) => boolean): void => {
      const now = world.now()
      const jobs = live.all() as unknown as Job[]
      const byHand = new Map(
        (overrides.all(now) as unknown as { printer_id: string; ends_at: number }[]).map((one) => [
          one.printer_id,
          one.ends_at,
        ]),
      )
      const ours = new Set(
        (reasons.all() as { plug_id: string; reason: string }[])
          .filter(({ reason }) => ['job', 'winding_down', 'override'].includes(reason))
          .map(({ plug_id }) => plug_id),
      )
      for (const n of numbers(PRINTER_COUNT)) {
        const id = plugId(n)
        if (!isSeen(id)) continue
        if (!ours.has(id) || !world.isOn(id)) {
          grants.delete(id)
          continue
        }
        const own = jobs.filter(({ printer_id }) => printer_id === printerId(n))
        grants.set(id, grantOf(n, own, byHand.get(printerId(n)) ?? 0, now))
      }
    },
    /** At any moment, whoever is dead: is a plug on that should have gone off? */
    check: (fail: (what: string) => void): void => {
      for (const [id, { at, notAfter }] of grants) {
        // What a person has switched on since is not ours.
        if (world.isOn(id) && world.onSince(id) <= at && world.now() > notAfter)
          fail(`${id} is on longer than policy allows, with nobody to see it`)
      }
    },
    /** Whether a machine may lose its power to its countdown then. */
    mayCountDown: (n: number, at: number): boolean => {
      const grant = grants.get(plugId(n))
      if (!grant) return false
      const isBlind = at - grant.at >= BLIND_MS
      const isCutByUs = n >= 5 && grant.hasJob
      return at >= grant.notBefore && (isBlind || isCutByUs)
    },
  }
}
