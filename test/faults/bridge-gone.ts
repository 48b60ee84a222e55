import assert from 'node:assert/strict'
import { PRINTING, STANDBY, startVirtualWorkshop } from '../support/virtual-workshop.ts'

const HOUR_MINUTES = 60

/**
 * The bridge is gone for an hour in which one reservation begins and another ends: nothing is taken for off, a
 * trainer is told once, and when the bridge is back every plug is what it should be. Real worker, bridge, plugs.
 */
export const loseTheBridge = async (): Promise<void> => {
  const workshop = await startVirtualWorkshop(2)
  try {
    const anna = await workshop.as('anna')
    const [first, second] = workshop.plugs
    first?.setLoad(PRINTING)
    const book = async (printerId: string, from: number, to: number): Promise<string> => {
      const startsAt = Math.ceil(workshop.now() / 300_000) * 300_000 + from * 60_000
      const { status, body } = await anna.post('/api/jobs', {
        printerId,
        startsAt: new Date(startsAt).toISOString(),
        endsAt: new Date(startsAt + (to - from) * 60_000).toISOString(),
        title: 'Halter',
      })
      assert.equal(status, 201, JSON.stringify(body))
      return body.id
    }
    const ending = await book('printer-1', 0, 30)
    const beginning = await book('printer-2', 30, 180)
    await workshop.pass(6)
    assert.deepEqual([first?.relay, second?.relay], [true, false])

    await workshop.bridge.kill()
    await workshop.pass(HOUR_MINUTES)
    const trainer = await workshop.as('trainer')
    const printers = (await trainer.get('/api/printers')).body.items
    for (const { power } of printers) assert.equal(power.state, 'unknown')
    const { body: incidents } = await trainer.get('/api/incidents?open=true')
    const told = incidents.items.filter(({ kind }: { kind: string }) => kind === 'bridge_unreachable')
    assert.equal(told.length, 1)
    assert.equal(first?.relay, true, 'a print goes on')

    first?.setLoad(STANDBY)
    await workshop.bridge.start()
    await workshop.pass(8)
    const statusOf = async (id: string) => (await trainer.get(`/api/jobs/${id}`)).body.status
    assert.deepEqual([first?.relay, second?.relay], [false, true])
    assert.deepEqual([await statusOf(ending), await statusOf(beginning)], ['finished', 'running'])
    const open = (await trainer.get('/api/incidents?open=true')).body.items
    assert.deepEqual(
      open.map(({ kind }: { kind: string }) => kind),
      [],
    )
    console.log(
      `ok   ${HOUR_MINUTES} minutes without the bridge: unknown, told once, and all plugs right again`,
    )
  } finally {
    await workshop.stop()
  }
}
