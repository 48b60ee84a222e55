import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { Client } from '../support/client.ts'
import { type Plugs, type RunningBridge, startPlugs, startTestBridge } from '../support/plugs.ts'
import { BRIDGE_SECRET, inMinutes, startWorkshop, type Workshop } from '../support/workshop.ts'

let plugs: Plugs
let bridge: RunningBridge
let workshop: Workshop
let anna: Client

beforeAll(async () => {
  plugs = await startPlugs(2)
  bridge = await startTestBridge(BRIDGE_SECRET)
  workshop = await startWorkshop({
    plugAddresses: plugs.map(({ address }) => address),
    bridgeUrl: bridge.url,
  })
})
afterAll(async () => {
  await workshop.stop()
  await bridge.stop()
  await Promise.all(plugs.map((plug) => plug.stop()))
})
beforeEach(async () => {
  await workshop.clear()
  anna = await workshop.as('anna')
  await workshop.tick()
})

const book = async (from: number, to: number, printer = 1): Promise<string> => {
  const startsAt = inMinutes(workshop, from)
  const answer = await anna.post('/api/jobs', {
    printerId: `printer-${printer}`,
    startsAt,
    endsAt: inMinutes(workshop, to),
    title: 'Halter',
  })
  expect(answer.status).toBe(201)
  return answer.body.id
}
const job = async (id: string) => (await (await workshop.as('anna')).get(`/api/jobs/${id}`)).body
const relays = () => plugs.map(({ relay }) => relay)
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
  const id = await book(60, 120)
  await workshop.tick()
  expect(relays()).toEqual([false, false])

  await workshop.advance(60 * 60_000)
  await workshop.tick()
  expect(relays()).toEqual([true, false])
  expect((await job(id)).status).toBe('running')
  const switches = () => plugs[0]?.log.filter(({ methods }) => methods.includes('set_device_info')).length
  const switched = switches()
  expect(switched).toBeGreaterThan(0)
  await workshop.tick()
  expect(switches()).toBe(switched)

  await workshop.advance(60 * 60_000)
  await workshop.tick()
  expect(relays()).toEqual([false, false])
  expect(await job(id)).toMatchObject({ status: 'finished', finishedAt: inMinutes(workshop, 0) })
})

test('ending a running job switches off and gives the slot back', async () => {
  const id = await book(0, 60)
  await vi.waitFor(async () => expect((await job(id)).status).toBe('running'))
  expect((await anna.post(`/api/jobs/${id}/cancel`)).status).toBe(409)
  expect((await anna.post(`/api/jobs/${id}/finish`)).body.status).toBe('finished')
  await vi.waitFor(() => expect(relays()).toEqual([false, false]), { timeout: 2_000 })
  await book(0, 60)
})

test('a silent plug leaves its job waiting and the others alone; both follow when it returns', async () => {
  await plugs[0]?.setReachable(false)
  const silent = await book(10, 60, 1)
  const healthy = await book(10, 60, 2)
  await workshop.advance(10 * 60_000)
  await workshop.tick()
  expect(await job(silent)).toMatchObject({ status: 'scheduled', attention: 'plug_unreachable' })
  expect((await job(healthy)).status).toBe('running')
  expect(await openIncidents()).toEqual(['plug_unreachable:plug-1'])

  await plugs[0]?.setReachable(true)
  await workshop.tick()
  expect(relays()).toEqual([true, true])
  expect(await job(silent)).toMatchObject({ status: 'running', attention: null })
  expect(await openIncidents()).toEqual([])
})

test('a bridge that dies and returns without its list gets it again, and plugs converge in one pass', async () => {
  const id = await book(10, 60)
  await bridge.kill()
  await workshop.advance(10 * 60_000)
  await workshop.tick()
  expect(await job(id)).toMatchObject({ status: 'scheduled', attention: 'plug_unreachable' })
  expect(await openIncidents()).toEqual(['bridge_unreachable'])

  await bridge.start()
  await workshop.tick()
  expect(relays()).toEqual([true, false])
  expect((await job(id)).status).toBe('running')
  expect(await openIncidents()).toEqual([])
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
