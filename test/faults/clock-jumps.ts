import assert from 'node:assert/strict'
import { PRINTING, STANDBY, startVirtualWorkshop } from '../support/virtual-workshop.ts'

const HOUR_MS = 3_600_000

/**
 * The machine's clock jumps while a print runs. Forwards, as when a clock without a battery is set: what is over by
 * the new time ends, but a machine that prints keeps its power. Backwards, before what was recorded: nothing is
 * switched off and an admin is told, until they say the clock is right.
 */
export const jumpTheClock = async (): Promise<void> => {
  const workshop = await startVirtualWorkshop(1)
  try {
    const [plug] = workshop.plugs
    assert(plug)
    const anna = await workshop.as('anna')
    plug.setLoad(PRINTING)
    const startsAt = Math.ceil(workshop.now() / 300_000) * 300_000
    const { status, body: job } = await anna.post('/api/jobs', {
      printerId: 'printer-1',
      startsAt: new Date(startsAt).toISOString(),
      endsAt: new Date(startsAt + HOUR_MS / 2).toISOString(),
      title: 'Halter',
    })
    assert.equal(status, 201, JSON.stringify(job))
    await workshop.pass(6)
    assert.equal(plug.relay, true)

    await workshop.advance(HOUR_MS)
    await workshop.pass(3)
    const admin = await workshop.as('admin')
    const read = async () => (await admin.get(`/api/jobs/${job.id}`)).body.status
    assert.equal(plug.relay, true, 'a print that runs over keeps its power, whatever the clock did')
    assert.equal(await read(), 'overrunning')

    await workshop.advance(-12 * HOUR_MS)
    plug.setLoad(STANDBY)
    await workshop.pass(10)
    assert.equal(plug.relay, true, 'nothing is switched off by a clock in doubt')
    const again = await workshop.as('admin')
    const incidents = (await again.get('/api/incidents?open=true')).body.items
    const doubt = incidents.find(({ kind }: { kind: string }) => kind === 'clock_in_doubt')
    assert(doubt, `an admin is told, not only of ${incidents.map(({ kind }: { kind: string }) => kind)}`)

    await workshop.advance(12 * HOUR_MS)
    await workshop.pass(8)
    assert.equal(plug.relay, false, 'with the clock right again, the plug follows')
    console.log('ok   the clock jumps forwards and backwards: no print is cut, and a clock in doubt is told')
  } finally {
    await workshop.stop()
  }
}
