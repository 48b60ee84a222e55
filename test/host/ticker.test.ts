import { describe, expect, type TestContext, test } from 'vitest'
import { startTicker } from '../../host/ticker.ts'
import { silent } from './support/site.ts'

const EVERY_SECOND = '* * * * * *'

/** Collects ticks; `reached(n)` resolves when the n-th has come. */
const recorder = () => {
  const ticks: { at: Date; lateMs: number }[] = []
  const waiting: { count: number; resolve: () => void }[] = []
  return {
    ticks,
    note: (at: Date) => {
      ticks.push({ at, lateMs: Date.now() - at.getTime() })
      for (const { count, resolve } of waiting) if (ticks.length >= count) resolve()
    },
    reached: (count: number) => new Promise<void>((resolve) => waiting.push({ count, resolve })),
  }
}

const tick = (
  context: TestContext,
  fire: (at: Date, cron: string) => Promise<void>,
  timeoutMs = 5_000,
): void => {
  const ticker = startTicker({ crons: [EVERY_SECOND], fire, timeoutMs, log: silent })
  context.onTestFinished(ticker.stop)
}

// Each waits for real seconds; none uses more than an instant of the processor.
describe.concurrent('every second', () => {
  test('ticks carry the whole second they were planned for', async (context) => {
    const { ticks, note, reached } = recorder()
    tick(context, async (at) => note(at))
    await reached(2)
    expect(ticks.map(({ at }) => at.getMilliseconds())).toEqual([0, 0])
    expect(ticks[0]?.lateMs).toBeLessThan(1_000)
  })

  test('a tick that fails does not stop the next', async (context) => {
    const { note, reached } = recorder()
    tick(context, async (at) => {
      note(at)
      throw new Error('the worker is down')
    })
    await reached(2)
  })

  test('while a pass runs, ticks are skipped, not queued', async (context) => {
    const { ticks, note, reached } = recorder()
    const { promise: release, resolve } = Promise.withResolvers<void>()
    let running = 0
    let highest = 0
    tick(context, async (at) => {
      highest = Math.max(highest, ++running)
      note(at)
      if (ticks.length === 1) {
        setTimeout(resolve, 2_200)
        await release
      }
      running--
    })
    await reached(3)
    expect(highest).toBe(1)
    expect((ticks[1]?.at.getTime() ?? 0) - (ticks[0]?.at.getTime() ?? 0)).toBeGreaterThanOrEqual(3_000)
  })

  test('a pass that hangs is given up, and the next one comes', async (context) => {
    const { note, reached } = recorder()
    tick(
      context,
      (at) => {
        note(at)
        return new Promise(() => {})
      },
      100,
    )
    await reached(2)
  })
})
