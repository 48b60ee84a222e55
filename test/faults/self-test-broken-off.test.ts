import { readdirSync, readFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { startPlugs, startTestBridge } from '../support/plugs.ts'
import { BRIDGE_SECRET, startWorkshop } from '../support/workshop.ts'

const MINUTE_MS = 60_000
/** So long that a self-test, of some ten questions, takes seconds. */
const ANSWER_MS = 400
/** What the self-test arms for a moment. */
const TRIAL_SECONDS = 86_400

/** The one workerd that this process has started. */
const findWorkerd = (): number => {
  const isWorkerd = (pid: string): boolean => {
    try {
      const parent = /\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]
      return (
        Number(parent) === process.pid && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('workerd')
      )
    } catch {
      return false
    }
  }
  return Number(readdirSync('/proc').find((name) => /^\d+$/.test(name) && isWorkerd(name)))
}

test('workerd is killed in the middle of a self-test: the plug follows its job, and the test is done anew', async () => {
  const [plug] = await startPlugs(1, { latencyMs: ANSWER_MS })
  if (!plug) throw new Error('no plug')
  const bridge = await startTestBridge(BRIDGE_SECRET)
  const workshop = await startWorkshop({
    printers: 1,
    plugAddresses: [plug.address],
    bridgeUrl: bridge.url,
    now: 'real',
  })
  try {
    const from = Math.ceil(workshop.now() / (5 * MINUTE_MS)) * 5 * MINUTE_MS + 5 * MINUTE_MS
    await workshop.setClock(workshop.now())
    const admin = await workshop.as('admin')
    await workshop.tick()
    const anna = await workshop.as('anna')
    const booked = await anna.post('/api/jobs', {
      printerId: 'printer-1',
      title: 'Halter',
      startsAt: new Date(from).toISOString(),
      endsAt: new Date(from + 60 * MINUTE_MS).toISOString(),
    })
    expect(booked.status).toBe(201)
    const selfTest = async () => (await admin.get('/api/plugs/plug-1')).body.selfTest
    const asked = plug.log.length
    const brokenOff = workshop.testNextPlug().then(
      () => 'done',
      () => 'broken off',
    )
    // Only a self-test asks a plug that is off for its countdown.
    const isTested = () =>
      plug.log.slice(asked).some(({ methods }) => methods.some((name) => name.includes('countdown')))
    await vi.waitFor(() => expect(isTested()).toBe(true), { timeout: 20_000, interval: 20 })
    process.kill(findWorkerd(), 'SIGKILL')
    expect(await brokenOff).toBe('broken off')

    // The reservation begins while workerd is away.
    await vi.waitFor(() => workshop.setClock(from + MINUTE_MS), { timeout: 30_000, interval: 200 })
    await vi.waitFor(
      async () => {
        await workshop.tick()
        expect(plug.relay).toBe(true)
        expect((await anna.get(`/api/jobs/${booked.body.id}`)).body.status).toBe('running')
      },
      { timeout: 60_000, interval: 500 },
    )
    expect(await selfTest()).toBeNull()
    expect(plug.device.state.countdown?.delaySeconds).toBeLessThan(TRIAL_SECONDS)

    await workshop.setClock(from + 10 * MINUTE_MS)
    await workshop.testNextPlug()
    expect(await selfTest()).toMatchObject({ plugId: 'plug-1', status: expect.stringMatching(/ok|warning/) })
  } finally {
    await workshop.stop()
    await bridge.stop()
    await plug.stop()
  }
})
