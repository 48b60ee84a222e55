import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type Plugs, type RunningBridge, startPlugs, startTestBridge } from '../support/plugs.ts'
import { BRIDGE_SECRET, startWorkshop, type Workshop } from '../support/workshop.ts'

const COUNT = 3

let plugs: Plugs
let bridge: RunningBridge
let workshop: Workshop

// In real time: what is tested here is that somebody wakes up by himself.
beforeAll(async () => {
  plugs = await startPlugs(COUNT, { load: 'standby' })
  bridge = await startTestBridge(BRIDGE_SECRET)
  workshop = await startWorkshop({
    printers: COUNT,
    plugAddresses: plugs.map(({ address }) => address),
    bridgeUrl: bridge.url,
    now: 'real',
  })
  await workshop.tick()
  // The bridge has read them all.
  await vi.waitFor(
    async () => {
      await workshop.tick()
      const { results } = await workshop.db.prepare('select seen from plug_states').all()
      expect(results).toHaveLength(COUNT)
    },
    { timeout: 20_000, interval: 500 },
  )
})
afterAll(async () => {
  await workshop.stop()
  await bridge.stop()
  await Promise.all(plugs.map((plug) => plug.stop()))
})
beforeEach(() => {
  for (const plug of plugs) plug.clearLog()
})

/** Beside the grid of bookings, so straight into the database. */
const scheduleAll = (printers: number[], startsAt: number) => {
  const insert = workshop.db.prepare(
    `insert into jobs (id, printer_id, user_id, title, starts_at, ends_at, status, created_at, created_by)
      values (?, ?, 'anna', 'Teil', ?, ?, 'scheduled', ?, 'anna')`,
  )
  return workshop.db.batch(
    printers.map((n) =>
      insert.bind(crypto.randomUUID(), `printer-${n}`, startsAt, startsAt + 3_600_000, startsAt - 1_000),
    ),
  )
}
/** When each plug was told to switch on. */
const switchedAt = (): number[] =>
  plugs.flatMap(({ log, relay }) =>
    relay ? log.filter(({ methods }) => methods.includes('set_device_info')).map(({ at }) => at) : [],
  )

test('a job that begins between two ticks has its power at its second', async () => {
  const startsAt = Date.now() + 4_000
  await scheduleAll([1], startsAt)
  await workshop.tick()
  expect(plugs[0]?.relay).toBe(false)
  await vi.waitFor(() => expect(plugs[0]?.relay).toBe(true), { timeout: 15_000, interval: 50 })
  const [at = 0] = switchedAt()
  expect(at).toBeGreaterThanOrEqual(startsAt)
})

test('machines on one circuit come on one after the other, without waiting for ticks', async () => {
  const admin = await workshop.as('admin')
  expect((await admin.patch('/api/settings', { staggerSeconds: 2 })).status).toBe(200)
  await scheduleAll([2, 3], Date.now() - 1_000)
  await workshop.tick()
  await vi.waitFor(() => expect(plugs.every(({ relay }) => relay)).toBe(true), {
    timeout: 20_000,
    interval: 50,
  })
  const [first = 0, second = 0] = switchedAt().sort((a, b) => a - b)
  expect(second - first).toBeGreaterThanOrEqual(1_900)
})
