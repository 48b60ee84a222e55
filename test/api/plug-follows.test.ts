import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { Client } from '../support/client.ts'
import { PRINTING, STANDBY, startVirtualWorkshop, type VirtualWorkshop } from '../support/virtual-workshop.ts'
import { inMinutes } from '../support/workshop.ts'

let workshop: VirtualWorkshop
let anna: Client

beforeAll(async () => {
  workshop = await startVirtualWorkshop(2)
})
afterAll(() => workshop.stop())
beforeEach(async () => {
  for (const plug of workshop.plugs) {
    plug.setLoad(STANDBY)
    if (plug.relay) plug.pressButton()
  }
  await workshop.clear()
  anna = await workshop.as('anna')
  await workshop.pass(5)
})

const book = async (from: number, to: number, printer = 1): Promise<string> => {
  const answer = await anna.post('/api/jobs', {
    printerId: `printer-${printer}`,
    startsAt: inMinutes(workshop, from),
    endsAt: inMinutes(workshop, to),
    title: 'Halter',
  })
  expect(answer.status).toBe(201)
  return answer.body.id
}
const job = async (id: string) => (await (await workshop.as('anna')).get(`/api/jobs/${id}`)).body
const relays = () => workshop.plugs.map(({ relay }) => relay)
const openIncidents = async (): Promise<string[]> => {
  const sql = 'select cause from incidents where closed_at is null order by cause'
  return (await workshop.db.prepare(sql).all<{ cause: string }>()).results.map(({ cause }) => cause)
}

test('a job that starts now has its plug on within two seconds, without the ticker', async () => {
  const id = await book(0, 60)
  await vi.waitFor(() => expect(relays()).toEqual([true, false]), { timeout: 2_000 })
  await vi.waitFor(async () =>
    expect(await job(id)).toMatchObject({ status: 'running', startedAt: inMinutes(workshop, 0) }),
  )
  const { body } = await anna.get('/api/printers/printer-1')
  expect(body).toMatchObject({ power: { state: 'on' }, currentJob: { id, status: 'running' } })
})

test('the plug follows the job, and a second pass changes nothing', async () => {
  const id = await book(5, 20)
  await workshop.pass(4)
  expect(relays()).toEqual([false, false])

  await workshop.pass(1)
  expect(relays()).toEqual([true, false])
  expect((await job(id)).status).toBe('running')
  const requests = workshop.plugs[0]?.log.length
  await workshop.tick()
  expect(workshop.plugs[0]?.log.length).toBe(requests)

  await workshop.pass(15)
  expect(relays()).toEqual([false, false])
  expect(await job(id)).toMatchObject({ status: 'finished', finishedAt: inMinutes(workshop, 0) })
})

test('a Pi that was off for the first half hour gives the job its power, not its slot away', async () => {
  const id = await book(5, 120)
  await workshop.advance(35 * 60_000)
  await workshop.tick()
  expect(relays()).toEqual([true, false])
  expect((await job(id)).status).toBe('running')
})

test('a machine that works at the end keeps its power until it idles', async () => {
  workshop.plugs[0]?.setLoad(PRINTING)
  const id = await book(0, 15)
  await workshop.pass(16)
  expect(await job(id)).toMatchObject({ status: 'overrunning', attention: 'overrun' })
  expect(relays()).toEqual([true, false])

  workshop.plugs[0]?.setLoad(STANDBY)
  // The print may have gone on until a minute before; idle is three quiet minutes.
  await workshop.pass(5)
  expect((await job(id)).status).toBe('finished')
  expect(relays()).toEqual([false, false])
})

test('ending a running job gives the slot back at once, and switches off when the machine idles', async () => {
  workshop.plugs[0]?.setLoad(PRINTING)
  const id = await book(0, 60)
  await vi.waitFor(async () => expect((await job(id)).status).toBe('running'))
  await workshop.pass(1)
  expect((await anna.post(`/api/jobs/${id}/cancel`)).status).toBe(409)
  expect((await anna.post(`/api/jobs/${id}/finish`)).body.status).toBe('finished')
  await workshop.pass(3)
  expect(relays()).toEqual([true, false])
  expect(await openIncidents()).toEqual([])

  workshop.plugs[0]?.setLoad(STANDBY)
  await workshop.pass(5)
  expect(relays()).toEqual([false, false])
})

test('a silent plug leaves its job waiting and the others alone; both follow when it returns', async () => {
  await workshop.plugs[0]?.setReachable(false)
  const silent = await book(5, 60, 1)
  const healthy = await book(5, 60, 2)
  await workshop.pass(5)
  expect(await job(silent)).toMatchObject({ status: 'scheduled', attention: 'plug_unreachable' })
  expect((await job(healthy)).status).toBe('running')
  expect(await openIncidents()).toEqual(['plug_unreachable:plug-1'])

  await workshop.plugs[0]?.setReachable(true)
  await workshop.pass(3)
  expect(relays()).toEqual([true, true])
  expect(await job(silent)).toMatchObject({ status: 'running', attention: null })
  expect(await openIncidents()).toEqual([])
})

test('a bridge that dies and returns without its list gets it again, and plugs converge', async () => {
  const id = await book(5, 60)
  await workshop.bridge.kill()
  await workshop.pass(5)
  expect(await job(id)).toMatchObject({ status: 'scheduled', attention: 'plug_unreachable' })
  expect(await openIncidents()).toEqual(['bridge_unreachable'])

  await workshop.bridge.start()
  await workshop.tick()
  await workshop.pass(1)
  expect(relays()).toEqual([true, false])
  expect((await job(id)).status).toBe('running')
  expect(await openIncidents()).toEqual([])
})

test('off by the plug’s own button during a job is not undone, until its holder says so', async () => {
  workshop.plugs[0]?.setLoad(PRINTING)
  const id = await book(0, 60)
  await vi.waitFor(async () => expect((await job(id)).status).toBe('running'))
  await workshop.pass(2)
  workshop.plugs[0]?.pressButton()
  await workshop.pass(5)
  expect(relays()).toEqual([false, false])
  expect(await openIncidents()).toEqual(['switched_off_at_plug:plug-1'])
  expect(await job(id)).toMatchObject({ status: 'running' })
  const { body } = await anna.get('/api/printers/printer-1')
  const until = inMinutes(workshop, 53)
  expect(body.powerReason).toMatchObject({ kind: 'override', jobId: id, atPlug: true, until })
  const told = (await anna.get('/api/notifications')).body.items
  expect(told.map(({ kind }: { kind: string }) => kind)).toEqual(['job_switched_off'])

  const again = `/api/jobs/${id}/switch-on`
  expect((await (await workshop.as('ben')).post(again)).status).toBe(403)
  expect((await anna.post(again)).status).toBe(200)
  await vi.waitFor(() => expect(relays()).toEqual([true, false]))
  expect((await anna.post(again)).body.code).toBe('invalid_state')
  await workshop.pass(1)
  expect(await openIncidents()).toEqual([])
})

test('the button takes it back too; and what it took ends with the job', async () => {
  workshop.plugs[0]?.setLoad(PRINTING)
  const first = await book(0, 30)
  const next = await book(30, 60)
  await vi.waitFor(async () => expect((await job(first)).status).toBe('running'))
  await workshop.pass(1)
  workshop.plugs[0]?.pressButton()
  await workshop.pass(2)
  workshop.plugs[0]?.pressButton()
  await workshop.pass(2)
  expect(relays()).toEqual([true, false])
  expect(await openIncidents()).toEqual([])

  workshop.plugs[0]?.pressButton()
  await workshop.pass(24)
  expect(relays()).toEqual([false, false])
  await workshop.pass(1)
  expect(relays()).toEqual([true, false])
  expect((await job(first)).status).toBe('finished')
  expect((await job(next)).status).toBe('running')
  expect(await openIncidents()).toEqual([])
})

test('off at the plug ends what a trainer switched on', async () => {
  const trainer = await workshop.as('trainer')
  const wish = { state: 'on', minutes: 60, reason: 'Wartung' }
  expect((await trainer.post('/api/printers/printer-1/power', wish)).status).toBe(200)
  await workshop.pass(1)
  workshop.plugs[0]?.pressButton()
  await workshop.pass(3)
  expect(relays()).toEqual([false, false])
  expect((await trainer.delete('/api/printers/printer-1/power')).status).toBe(404)
})

test('every switch is on record', async () => {
  const id = await book(0, 60)
  await vi.waitFor(async () => expect((await job(id)).status).toBe('running'))
  const { results } = await workshop.db
    .prepare(
      "select action, actor_kind from audit_events where entity_id in ('plug-1', ?) order by id desc limit 3",
    )
    .bind(id)
    .all()
  expect(results).toEqual([
    { action: 'job.run', actor_kind: 'system' },
    { action: 'plug.switch_on', actor_kind: 'system' },
    { action: 'job.book', actor_kind: 'user' },
  ])
})
