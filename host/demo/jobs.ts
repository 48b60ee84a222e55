import { Temporal } from 'temporal-polyfill'
import { MACHINES, PARTS } from './machines.ts'
import { MAKERS } from './people.ts'
import { mayUse } from './qualifications.ts'
import { randomNumbers } from './random-numbers.ts'

export type DemoJob = {
  id: string
  printerId: string
  username: string
  title: string
  startsAt: number
  endsAt: number
  status: 'finished' | 'missed' | 'cancelled' | 'scheduled'
  createdAt: number
}

/** Enough for a month to be looked back on, and the month before it to compare. */
const DAYS_BACK = 63
const DAYS_AHEAD = 7
const MINUTE = 60_000
/** Workshop hours, local. */
const OPENS = 7
const CLOSES = 16
const SATURDAY = 6
const MOST_AHEAD_HOURS = 60

/**
 * Below the booking policy's three, so that whoever tries the demo can still book. `azubi2` has the request that
 * waits for a trainer.
 */
const OPEN_JOBS: Readonly<Record<string, number>> = { azubi: 1, azubi2: 0 }
const openJobsOf = (username: string): number => OPEN_JOBS[username] ?? 3
/** Whoever tries the demo meets a workshop where others print. */
const mayPrintNow = (username: string): boolean => !(username in OPEN_JOBS)

const statusOf = (endsAt: number, now: number, luck: number): DemoJob['status'] => {
  if (endsAt > now) return 'scheduled'
  if (luck < 0.06) return 'missed'
  return luck < 0.12 ? 'cancelled' : 'finished'
}

/**
 * Nine weeks back and a week ahead, on workdays, no two at once on a printer; and on the first two
 * printers a job that is under way now, whatever the hour, so that there is something to see.
 */
export const demoJobs = (now: number, timeZone: string): DemoJob[] => {
  const random = randomNumbers(20)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate()
  const jobs: DemoJob[] = []
  const add = (printerId: string, startsAt: number, endsAt: number): void => {
    const isTaken = jobs.some(
      (job) => job.printerId === printerId && job.startsAt < endsAt && startsAt < job.endsAt,
    )
    if (isTaken) return
    const status = statusOf(endsAt, now, random())
    const openOf = (username: string) =>
      jobs.filter((job) => job.username === username && job.status === 'scheduled').length
    const isNow = startsAt <= now && now < endsAt
    const users = MAKERS.filter((name) => mayUse(name, printerId) && (!isNow || mayPrintNow(name)))
    const holders = status === 'scheduled' ? users.filter((name) => openOf(name) < openJobsOf(name)) : users
    if (holders.length === 0) return
    const id = `demo-job-${jobs.length + 1}`
    const [username, title] = [pick(holders), pick(PARTS)]
    const createdAt = Math.min(now, startsAt - Math.floor(random() * MOST_AHEAD_HOURS) * 60 * MINUTE)
    jobs.push({ id, printerId, username, title, startsAt, endsAt, status, createdAt })
  }

  const minute = Math.floor(now / (5 * MINUTE)) * 5 * MINUTE
  add(MACHINES[0].id, minute - 45 * MINUTE, minute + 100 * MINUTE)
  add(MACHINES[4].id, minute - 20 * MINUTE, minute + 35 * MINUTE)
  for (let offset = -DAYS_BACK; offset <= DAYS_AHEAD; offset++) {
    const day = today.add({ days: offset })
    if (day.dayOfWeek >= SATURDAY) continue
    for (const { id } of MACHINES) {
      let hour = OPENS + Math.floor(random() * 3)
      while (hour < CLOSES - 1) {
        const hours = Math.min(1 + Math.floor(random() * 4), CLOSES - hour)
        const startsAt = day.toZonedDateTime({ timeZone, plainTime: { hour } }).epochMilliseconds
        // What would begin within the hours around now stays free: room to book something at once.
        const isAroundNow = startsAt < now + 30 * MINUTE && now - 30 * MINUTE < startsAt + hours * 60 * MINUTE
        // The days to come are booked half, which spreads what each person may have over the week.
        const isWanted = random() < (offset < 0 ? 0.75 + 0.25 * (1 + offset / DAYS_BACK) : 0.4)
        if (isWanted && !isAroundNow) add(id, startsAt, startsAt + hours * 60 * MINUTE)
        hour += hours + Math.floor(random() * 3)
      }
    }
  }
  return jobs
}
