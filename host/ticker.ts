import { Cron } from 'croner'
import type { Logger } from 'pino'
import { withDeadline } from './deadline.ts'

export type TickerOptions = Readonly<{
  /** Cron patterns of wrangler.toml, in UTC as at Cloudflare; a five-field pattern fires at second 0. */
  crons: readonly string[]
  /** Runs the worker's `scheduled()`. `at` is the second the tick was planned for. */
  fire: (at: Date, cron: string) => Promise<void>
  /** After this long a call is given up, so that the next tick comes on time. Below a minute. */
  timeoutMs: number
  log: Logger
}>

export type Ticker = Readonly<{ stop: () => void }>

/**
 * Fires the worker's crons, because neither workerd nor Miniflare does.
 * A tick that comes while the one before is still running is skipped, not queued: the next pass sees
 * the whole state anyway. A failed tick is logged and changes nothing for the next one.
 */
export const startTicker = ({ crons, fire, timeoutMs, log }: TickerOptions): Ticker => {
  const jobs = crons.map(
    (cron) =>
      new Cron(
        cron,
        {
          timezone: 'UTC',
          protect: () => log.warn({ cron }, 'tick skipped: the one before is still running'),
          catch: (error) => log.error({ cron, err: error }, 'tick failed'),
        },
        (self) =>
          withDeadline(fire(wholeSecond(self.currentRun()), cron), timeoutMs, `scheduled() of "${cron}"`),
      ),
  )
  return { stop: () => jobs.forEach((job) => void job.stop()) }
}

/** A timer fires some milliseconds late; the tick belongs to the second it was planned for. */
const wholeSecond = (at: Date | null): Date => {
  if (!at) throw new Error('a tick runs without a start time')
  return new Date(Math.floor(at.getTime() / 1000) * 1000)
}
