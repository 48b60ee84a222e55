import { bookJob } from '../../../worker/services/book.ts'
import { cancelJob, finishJob } from '../../../worker/services/end-job.ts'
import { extendJob } from '../../../worker/services/extend-job.ts'
import { readJob } from '../../../worker/services/jobs.ts'
import { releaseAll, stopAll, switchByHand } from '../../../worker/services/manual-power.ts'
import { acceptOffer } from '../../../worker/services/overrun.ts'
import { switchOnAgain } from '../../../worker/services/plug-button.ts'
import { Refused } from '../../../worker/services/refusal.ts'
import { startJob } from '../../../worker/services/start-job.ts'
import type { PlugWorld } from './plug-world.ts'
import type { Random } from './random.ts'
import {
  numbers,
  PEOPLE_COUNT,
  PRINTER_COUNT,
  plugId,
  printerId,
  type SimulatedWorkshop,
} from './workshop.ts'

const MINUTE_MS = 60_000
const plugOf = (printer: string): string => printer.replace('printer', 'plug')
const SLOT_MS = 5 * MINUTE_MS

export type Event = { at: number; does: string; run: () => Promise<void> | void }
export type Agenda = { add: (at: number, does: string, run: Event['run']) => void }

/** What somebody wishes may be refused; anything else that goes wrong is a finding. */
const orRefused = async <T>(wish: Promise<T>): Promise<T | undefined> => {
  try {
    return await wish
  } catch (error) {
    if (error instanceof Refused) return undefined
    throw error
  }
}

/** People who book, come (or not), print, extend, cancel, end early, and use machines without asking. */
export const createPeople = (
  shop: SimulatedWorkshop,
  world: PlugWorld,
  random: Random,
  agenda: Agenda,
  notePress: (plug: string, jobId: string | null) => void,
) => {
  const { deps, actor } = shop
  const now = () => world.now()

  const book = async (person: number): Promise<void> => {
    const startsAt =
      Math.ceil(now() / SLOT_MS) * SLOT_MS + (random.chance(0.4) ? 0 : random.between(1, 500) * SLOT_MS)
    // Now and then longer than a countdown reaches.
    const minutes = random.chance(0.02) ? 60 * random.between(25, 40) : 5 * random.between(4, 48)
    const wish = {
      printerId: printerId(random.between(1, PRINTER_COUNT)),
      startsAt,
      endsAt: startsAt + minutes * MINUTE_MS,
      title: 'Teil',
    }
    const job = await orRefused(bookJob(deps, actor(person), 'de', wish))
    if (job) live(person, job.id, startsAt, minutes)
  }

  /** What the holder of a job does with it. */
  const live = (person: number, id: string, startsAt: number, minutes: number): void => {
    const within = (share: number): number => startsAt + share * minutes * MINUTE_MS
    if (random.chance(0.12))
      agenda.add(Math.max(now() + MINUTE_MS, startsAt - random.between(5, 600) * MINUTE_MS), 'cancel', () =>
        void0(orRefused(cancelJob(deps, actor(person), 'de', id, {}))),
      )
    if (random.chance(0.1)) return
    const comesAt = startsAt + random.between(-8, 12) * MINUTE_MS
    agenda.add(Math.max(now() + MINUTE_MS, comesAt), 'come', () => come(person, id, minutes, 0))
    if (random.chance(0.15))
      agenda.add(within(random.between(30, 110) / 100), 'extend', () =>
        void0(orRefused(extendJob(deps, actor(person), 'de', id, { minutes: 5 * random.between(1, 12) }))),
      )
    if (random.chance(0.15))
      agenda.add(within(random.between(30, 95) / 100), 'finish', () =>
        void0(orRefused(finishJob(deps, actor(person), 'de', id, {}))),
      )
  }

  /** Stands before the machine: begins when it has power for them, waits, takes another, or gives up. */
  const come = async (person: number, id: string, minutes: number, tries: number): Promise<void> => {
    const job = await readJob(deps, actor(person), 'de', id)
    if (!['scheduled', 'running'].includes(job.status) || tries > 12) return
    if (job.status === 'scheduled' && random.chance(0.3))
      await orRefused(startJob(deps, actor(person), 'de', id, {}))
    if (job.attention === 'delayed' && random.chance(0.5)) {
      const other = printerId(random.between(1, 4))
      await orRefused(acceptOffer(deps, actor(person), 'de', id, { printerId: other }))
    }
    const plug = plugOf(job.printerId)
    if (job.status === 'running' && world.isOn(plug) && !world.isWorking(plug)) {
      // Most end in time; some go on for hours.
      const share = random.chance(0.08) ? random.between(200, 600) : random.between(40, 130)
      const workMinutes = Math.min(Math.ceil((minutes * share) / 100), minutes + 12 * 60)
      world.startWork(plug, random.between(60, 240), now() + workMinutes * MINUTE_MS)
      return
    }
    agenda.add(now() + 4 * MINUTE_MS, 'come again', () => come(person, id, minutes, tries + 1))
  }

  /** Somebody presses the button of a machine nobody has booked. */
  const useUnasked = (): void => {
    const plug = plugId(random.between(1, PRINTER_COUNT))
    if (world.isOn(plug)) return
    world.pressButton(plug)
    if (world.isOn(plug) && random.chance(0.6))
      world.startWork(plug, random.between(60, 200), now() + random.between(5, 90) * MINUTE_MS)
  }

  /** Somebody at the machine sees what nobody else sees, and presses the plug's button. */
  const pressOff = (): void => {
    const running = shop.runningJobs().filter(({ printer_id }) => isPressable(plugOf(printer_id)))
    if (running.length === 0) return
    const { id, printer_id, user_id } = random.pick(running)
    const plug = plugOf(printer_id)
    world.pressButton(plug)
    notePress(plug, id)
    const holder = Number(user_id.slice(7))
    const back = now() + random.between(3, 40) * MINUTE_MS
    const way = random.pick(['holder', 'trainer', 'button', 'nobody'] as const)
    if (way === 'nobody') return
    agenda.add(back, `on again by ${way}`, async () => {
      if (world.isOn(plug)) return
      notePress(plug, null)
      if (way === 'button') world.pressButton(plug)
      else await orRefused(switchOnAgain(deps, actor(way === 'holder' ? holder : 1), 'de', id))
    })
  }

  /** In sight of the bridge and of nobody's hand: there it must be heeded. */
  const isPressable = (plug: string): boolean =>
    world.isOn(plug) && world.isReachable(plug) && world.isBridgeUp()

  const switchSomething = (): Promise<void> =>
    void0(
      orRefused(
        switchByHand(deps, actor(1), 'de', printerId(random.between(1, PRINTER_COUNT)), {
          state: random.chance(0.6) ? 'on' : 'off',
          minutes: random.between(5, 90),
          reason: 'Wartung',
        }),
      ),
    )

  const stopEverything = async (): Promise<void> => {
    await stopAll(deps, actor(2), { reason: 'Rauch' })
    agenda.add(now() + random.between(5, 40) * MINUTE_MS, 'release', () =>
      void0(orRefused(releaseAll(deps, actor(2)))),
    )
  }

  const at = (day: number, fromHour: number, toHour: number): number =>
    day + random.between(fromHour * 60, toHour * 60) * MINUTE_MS

  return {
    /** What happens on a day; `day` is its midnight in UTC. */
    planDay: (day: number): void => {
      const weekday = new Date(day).getUTCDay()
      const isWorkday = weekday >= 1 && weekday <= 5
      for (const person of numbers(PEOPLE_COUNT))
        if (random.chance(isWorkday ? 0.75 : 0.1)) agenda.add(at(day, 6, 18), 'book', () => book(person))
      if (random.chance(0.5)) agenda.add(at(day, 0, 24), 'use unasked', useUnasked)
      if (random.chance(0.3)) agenda.add(at(day, 8, 17), 'press off', pressOff)
      if (random.chance(0.25)) agenda.add(at(day, 7, 17), 'switch by hand', switchSomething)
      if (random.chance(0.04)) agenda.add(at(day, 7, 17), 'stop everything', stopEverything)
    },
  }
}

const void0 = async (work: Promise<unknown>): Promise<void> => {
  await work
}
