import { usePrinterJobs } from '../api/jobs.ts'
import type { Job } from '../api/shapes.ts'
import { type Draft, startOf, type Window } from './draft.ts'

const hourMs = 3_600_000
const floorHour = (at: number) => Math.floor(at / hourMs) * hourMs

export type Taken = Window & { userName: string | null }

const liveStatuses: Job['status'][] = ['requested', 'scheduled', 'running', 'overrunning']

/** The windows that live reservations hold. */
export const takenBy = (jobs: Job[]): Taken[] =>
  jobs
    .filter(({ status }) => liveStatuses.includes(status))
    .map(({ startsAt, endsAt, userName }) => ({
      startsAt: Date.parse(startsAt),
      endsAt: Date.parse(endsAt),
      userName,
    }))

export type Occupancy = { frame: Window; taken: Taken[]; nextStart: number | undefined }

/** Hours of the strip: enough to see the choice with something around it. */
const hoursAround = (draft: Draft) => {
  const chosen = typeof draft.length === 'number' ? draft.length / 60 : Number(draft.customHours) || 4
  return chosen <= 8 ? 12 : Math.min(96, Math.ceil((chosen + 4) / 12) * 12)
}

/** What is reserved on the printer around the drafted start, and where the next reservation begins. */
export function useOccupancy(printerId: string, draft: Draft, now: number, timeZone: string): Occupancy {
  const start = startOf(draft, now, timeZone) ?? now
  const frame = {
    startsAt: floorHour(start) - hourMs,
    endsAt: floorHour(start) + hoursAround(draft) * hourMs,
  }
  const taken = takenBy(usePrinterJobs(printerId, frame.startsAt, frame.endsAt).data?.items ?? [])
  const nextStart = taken
    .map(({ startsAt }) => startsAt)
    .filter((startsAt) => startsAt > start)
    .sort((a, b) => a - b)[0]
  return { frame, taken, nextStart }
}
