import type { PlugWorld } from './plug-world.ts'
import { createUnwatched } from './unwatched.ts'
import {
  MAX_OVERRUN_MINUTES,
  numbers,
  PRINTER_COUNT,
  plugId,
  printerId,
  type SimulatedWorkshop,
} from './workshop.ts'

const MINUTE_MS = 60_000
const COOL_DOWN_MINUTES: Record<number, number> = { 3: 10 }
const IDLE_MINUTES = 3
const UNBOOKED_MINUTES = 15
/** A pass a minute, and a load that the last minute remembers. */
const SLACK_MS = 3 * MINUTE_MS
/** A plug that did not answer for longer is unknown. */
const UNKNOWN_AFTER_MS = 30_000

type HeldByHand = { printer_id: string; state: 'on' | 'off'; job_id: string | null }
type State = { plug_id: string; seen: string; reason: string; reason_since: number; counter_mwh: number }
export type LiveJob = {
  id: string
  printer_id: string
  status: 'requested' | 'scheduled' | 'running' | 'overrunning'
  starts_at: number
  ends_at: number
  occupied_until: number
  overrun_since: number | null
  checked_in_at: number | null
  created_at: number
}

/** What must hold after every step, whatever happened. `fail` says what does not. */
export const createInvariants = (shop: SimulatedWorkshop, world: PlugWorld) => {
  const { sqlite } = shop
  const states = sqlite.prepare('select * from plug_states')
  const live = sqlite.prepare(
    `select id, printer_id, status, starts_at, ends_at, occupied_until, overrun_since, checked_in_at, created_at from jobs
      where status in ('requested', 'scheduled', 'running', 'overrunning') order by printer_id, starts_at`,
  )
  const openIncidents = sqlite.prepare('select cause from incidents where closed_at is null order by cause')
  const overrides = sqlite.prepare(
    `select o.printer_id, o.state, o.job_id from power_overrides o
      left join jobs j on j.id = o.job_id and j.printer_id = o.printer_id
        and j.status in ('scheduled', 'running')
      where o.ended_at is null and iif(o.job_id is null, o.ends_at, j.ends_at) > ?`,
  )
  const stops = sqlite.prepare('select id from emergency_stops where released_at is null')
  const endedBySystem = sqlite.prepare(
    `select j.id, j.printer_id from audit_events a join jobs j on j.id = a.entity_id
      where a.at = ? and a.action = 'job.finish' and a.actor_kind = 'system'`,
  )
  const booked = sqlite.prepare('select plug_id, sum(energy_mwh) as mwh from energy_hours group by plug_id')

  /** Since when each plug has been seen by passes without a gap. */
  const watchedSince = new Map<string, number>()
  const lastWatched = new Map<string, number>()
  const unwatched = createUnwatched(shop, world)
  /** What somebody pressed off in the middle of a job, and the job. */
  const pressed = new Map<string, string>()
  let checkedLosses = 0

  const watch = (now: number): void => {
    for (const n of numbers(PRINTER_COUNT)) {
      const id = plugId(n)
      if (!world.isReachable(id) || !world.isBridgeUp()) {
        watchedSince.delete(id)
        continue
      }
      const hasGap = now - (lastWatched.get(id) ?? 0) > 90_000
      if (hasGap || !watchedSince.has(id)) watchedSince.set(id, now)
      lastWatched.set(id, now)
    }
  }

  const checkLosses = (
    jobsBefore: LiveJob[],
    jobs: LiveJob[],
    fail: (what: string) => void,
    isHeldOff: (n: number) => boolean,
  ): void => {
    for (const loss of world.losses.slice(checkedLosses)) {
      const n = Number(loss.plugId.slice(5))
      const job = jobsBefore.find(
        ({ printer_id, status }) => printer_id === printerId(n) && status !== 'scheduled',
      )
      const isTooLate =
        job?.overrun_since != null &&
        loss.at - job.overrun_since >= (MAX_OVERRUN_MINUTES[n] ?? 120) * MINUTE_MS
      const isHeld = jobs.some(
        (one) => one.printer_id === printerId(n) && one.starts_at <= loss.at && loss.at < one.ends_at,
      )
      const isAllowed =
        loss.by === 'mains' ||
        loss.by === 'button' ||
        (loss.by === 'command' && (isHeldOff(n) || (n === 6 && !isHeld) || (n === 5 && isTooLate))) ||
        (loss.by === 'countdown' && unwatched.mayCountDown(n, loss.at))
      if (!isAllowed) fail(`a running print lost its power by ${loss.by} on ${loss.plugId}`)
    }
    checkedLosses = world.losses.length
    for (const off of world.toldOff.splice(0)) {
      const n = Number(off.plugId.slice(5))
      const holder = jobs.find(
        (job) =>
          job.printer_id === printerId(n) &&
          job.created_at < off.at &&
          job.starts_at <= off.at &&
          off.at < job.ends_at,
      )
      if (holder && !isHeldOff(n)) fail(`${off.plugId} was told off although ${holder.id} held it`)
    }
  }

  /** Somebody at the machine switched it off: nobody but a person may undo it while the job lasts. */
  const checkPressed = (jobs: LiveJob[], now: number, fail: (what: string) => void): void => {
    for (const [id, jobId] of pressed) {
      const job = jobs.find((one) => one.id === jobId && one.printer_id === id.replace('plug', 'printer'))
      if (!job || job.ends_at <= now || !world.isReachable(id)) pressed.delete(id)
      else if (world.isOn(id)) fail(`${id} was pressed off, and is on again`)
    }
  }

  /** A job may only be called done by what was seen of its machine. */
  const checkEnds = (jobs: LiveJob[], now: number, fail: (what: string) => void): void => {
    for (const { id, printer_id } of endedBySystem.all(now) as { id: string; printer_id: string }[]) {
      const n = Number(printer_id.slice(8))
      const isTaken = jobs.some(
        (next) => next.printer_id === printer_id && next.starts_at <= now && next.checked_in_at !== null,
      )
      if (n < 5 && !isTaken && (!world.isBridgeUp() || now - world.seenAt(plugId(n)) > UNKNOWN_AFTER_MS))
        fail(`${id} is finished although nobody could see its machine`)
    }
  }

  return {
    /** Live jobs as they are now, to be handed to the check after the next pass. */
    liveJobs: () => live.all() as unknown as LiveJob[],
    /** Somebody pressed a plug's button, or took it back. */
    notePress: (id: string, jobId: string | null) => {
      if (jobId === null) pressed.delete(id)
      else pressed.set(id, jobId)
    },
    /** At any moment, also while worker and bridge are dead. */
    checkUnwatched: unwatched.check,
    /** After a pass of a worker that is up. */
    check: (jobsBefore: LiveJob[], fail: (what: string) => void): void => {
      const now = world.now()
      const jobs = live.all() as unknown as LiveJob[]
      const held = overrides.all(now) as unknown as HeldByHand[]
      const byHand = new Map(held.map((one) => [one.printer_id, one.state]))
      const isStopped = stops.all().length > 0
      const isHeldOff = (n: number): boolean => isStopped || byHand.get(printerId(n)) === 'off'
      checkLosses(jobsBefore, jobs, fail, isHeldOff)
      checkPressed(jobs, now, fail)
      checkEnds(jobs, now, fail)
      watch(now)
      unwatched.watched((id) => world.isBridgeUp() && world.isReachable(id))
      for (const [i, job] of jobs.entries()) {
        const next = jobs[i + 1]
        if (next?.printer_id === job.printer_id && next.starts_at < job.occupied_until)
          fail(`${job.id} and ${next.id} overlap`)
      }
      const known = new Map((states.all() as unknown as State[]).map((state) => [state.plug_id, state]))
      const expected = new Set<string>()
      if (!world.isBridgeUp()) expected.add('bridge_unreachable')
      if (isStopped) expected.add('emergency_stop')
      for (const { printer_id, job_id } of held)
        if (job_id !== null) expected.add(`switched_off_at_plug:${printer_id.replace('printer', 'plug')}`)

      for (const n of numbers(PRINTER_COUNT)) {
        const id = plugId(n)
        const state = known.get(id)
        const isOn = world.isOn(id)
        const since = watchedSince.get(id)
        const own = jobs.filter(({ printer_id }) => printer_id === printerId(n))
        for (const job of own) {
          if (job.status === 'overrunning') {
            expected.add(`overrun:${job.id}`)
            if ((job.overrun_since ?? 0) + (MAX_OVERRUN_MINUTES[n] ?? 120) * MINUTE_MS <= now)
              expected.add(`overrun_too_long:${job.id}`)
          }
          // Just gone quiet: a few minutes more tell whether it is done.
          const isSettling = job.status === 'running' && now - job.ends_at <= IDLE_MINUTES * MINUTE_MS
          if (job.status !== 'overrunning' && job.ends_at <= now && !isSettling)
            fail(`${job.id} is ${job.status} after its end`)
        }
        if (world.isBridgeUp() && now - world.seenAt(id) > UNKNOWN_AFTER_MS)
          expected.add(`plug_unreachable:${id}`)
        if (since === undefined) continue
        if (!state) {
          fail(`${id} has no explanation`)
          continue
        }
        if ((state.seen === 'on') !== isOn) fail(`${id} is taken to be ${state.seen}`)
        if (isOn && state.reason === 'none') fail(`${id} is on without a reason`)
        if (isOn && state.reason === 'unbooked') expected.add(`unbooked_use:${id}`)
        const current = own.find(({ starts_at, ends_at }) => starts_at <= now && now < ends_at)
        if (current && !isHeldOff(n) && !isOn) fail(`${id} is off although ${current.id} is on`)
        if (isHeldOff(n) && isOn) fail(`${id} is on although it is held off`)
        const quietSince = Math.max(since, world.isWorking(id) ? now : world.steadySince(id))
        const patience = Math.max(IDLE_MINUTES, COOL_DOWN_MINUTES[n] ?? 0) * MINUTE_MS + SLACK_MS
        const isLeft = isOn && (state.reason === 'winding_down' || state.reason === 'unbooked')
        const unbooked = state.reason === 'unbooked' ? UNBOOKED_MINUTES * MINUTE_MS : 0
        if (isLeft && now - Math.max(quietSince, state.reason_since + unbooked) > patience)
          fail(`${id} is still on: ${state.reason}`)
      }
      const open = (openIncidents.all() as { cause: string }[]).map(({ cause }) => cause)
      for (const cause of open) {
        const id = cause.slice(cause.indexOf(':') + 1)
        // What can't be seen is not decided: such an incident waits until it is.
        const isUnseen = id.startsWith('plug-') && !watchedSince.has(id)
        if (!expected.has(cause) && !isUnseen) fail(`an incident without a cause is open: ${cause}`)
      }
      for (const cause of expected) if (!open.includes(cause)) fail(`an incident is missing: ${cause}`)
      if (shop.failures.length > 0) fail(`logged: ${shop.failures.join('; ')}`)
    },
    /** What was booked is what the counters gained, to the milliwatt-hour. */
    checkLedger: (fail: (what: string) => void): void => {
      const sums = new Map(
        (booked.all() as unknown as { plug_id: string; mwh: number }[]).map(({ plug_id, mwh }) => [
          plug_id,
          mwh,
        ]),
      )
      for (const state of states.all() as unknown as State[])
        if ((sums.get(state.plug_id) ?? 0) !== state.counter_mwh)
          fail(
            `the ledger of ${state.plug_id} does not balance: ${sums.get(state.plug_id)} of ${state.counter_mwh} mWh`,
          )
    },
    /** Everything that was ever used is in the ledger once all plugs were seen again. */
    checkTotals: (fail: (what: string) => void): void => {
      for (const state of states.all() as unknown as State[])
        if (state.counter_mwh !== world.toldMwh(state.plug_id))
          fail(`${state.plug_id}: ${state.counter_mwh} mWh booked, ${world.toldMwh(state.plug_id)} used`)
    },
  }
}
