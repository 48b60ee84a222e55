import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Client } from '../support/client.ts'
import { PRINTING, STANDBY, startVirtualWorkshop, type VirtualWorkshop } from '../support/virtual-workshop.ts'
import { inMinutes } from '../support/workshop.ts'

let workshop: VirtualWorkshop
let anna: Client
let ben: Client
let trainer: Client

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
  ben = await workshop.as('ben')
  trainer = await workshop.as('trainer')
  await workshop.pass(5)
})

const plug = (printer = 1) => {
  const found = workshop.plugs[printer - 1]
  if (!found) throw new Error(`no plug ${printer}`)
  return found
}
const book = async (who: Client, from: number, to: number, printer = 1): Promise<string> => {
  const answer = await who.post('/api/jobs', {
    printerId: `printer-${printer}`,
    startsAt: inMinutes(workshop, from),
    endsAt: inMinutes(workshop, to),
    title: 'Halter',
  })
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body.id
}
const job = async (id: string) => (await trainer.get(`/api/jobs/${id}`)).body
const incidents = async () => (await trainer.get('/api/incidents?open=true')).body.items
const kinds = async () => (await incidents()).map(({ kind }: { kind: string }) => kind)
const relays = () => workshop.plugs.map(({ relay }) => relay)

describe('an overrun', () => {
  test('holds the machine, tells the next person of an equal one, who takes it with one call', async () => {
    plug().setLoad(PRINTING)
    const late = await book(anna, 0, 15)
    const waiting = await book(ben, 20, 60)
    await workshop.pass(16)
    expect(await job(late)).toMatchObject({
      status: 'overrunning',
      attention: 'overrun',
      endsAt: inMinutes(workshop, 4),
    })
    expect(await job(waiting)).toMatchObject({ status: 'scheduled', attention: 'delayed' })
    expect(await incidents()).toMatchObject([
      { kind: 'overrun', severity: 'warning', jobId: late, details: { nextJobId: waiting } },
    ])

    const told = (await ben.get('/api/notifications')).body.items
    expect(told.map(({ kind }: { kind: string }) => kind)).toEqual(['job_delayed'])
    expect(told[0].text).toContain('Drucker 2')
    expect((await anna.get('/api/notifications')).body.items[0].kind).toBe('job_overrun')

    const moved = await ben.post(`/api/jobs/${waiting}/accept-offer`, { printerId: 'printer-2' })
    expect(moved).toMatchObject({ status: 200, body: { printerId: 'printer-2' } })
    await workshop.pass(4)
    expect(await job(waiting)).toMatchObject({ status: 'running', attention: null })
    expect(relays()).toEqual([true, true])
  })

  test('ends when the machine idles, and the next job runs without an off in between', async () => {
    plug().setLoad(PRINTING)
    const late = await book(anna, 0, 15)
    const waiting = await book(ben, 15, 60)
    await workshop.pass(17)
    expect((await job(late)).status).toBe('overrunning')
    expect(await job(waiting)).toMatchObject({ status: 'scheduled', attention: 'delayed' })
    plug().setLoad(STANDBY)
    plug().clearLog()
    await workshop.pass(5)
    expect((await job(late)).status).toBe('finished')
    expect(await job(waiting)).toMatchObject({ status: 'running', attention: null })
    expect(plug().log.filter(({ methods }) => methods.includes('set_device_info'))).toEqual([])
    expect(await kinds()).toEqual([])
  })

  test('that lasts too long becomes a trainer’s business, who switches off', async () => {
    const admin = await workshop.as('admin')
    const policy = await admin.put('/api/printers/printer-1/power-policy', { maxOverrunMinutes: 5 })
    expect(policy.body).toMatchObject({ overrides: { maxOverrunMinutes: 5 }, effective: { idleWatts: 20 } })
    plug().setLoad(PRINTING)
    const late = await book(anna, 0, 15)
    await workshop.pass(21)
    expect(await kinds()).toEqual(expect.arrayContaining(['overrun', 'overrun_too_long']))
    expect(plug().relay).toBe(true)

    const off = await trainer.post('/api/printers/printer-1/power', {
      state: 'off',
      reason: 'Düse verstopft',
    })
    expect(off).toMatchObject({ status: 200, body: { power: { state: 'off' }, override: { state: 'off' } } })
    expect(plug().relay).toBe(false)
    await workshop.pass(1)
    expect((await job(late)).status).toBe('finished')
    expect(await kinds()).toEqual([])
    await admin.put('/api/printers/printer-1/power-policy', {})
  })
})

describe('by hand', () => {
  test('a trainer switches on for a while; then it goes off again when idle', async () => {
    const on = await trainer.post('/api/printers/printer-1/power', {
      state: 'on',
      minutes: 5,
      reason: 'Wartung',
    })
    expect(on).toMatchObject({ status: 200, body: { power: { state: 'on' } } })
    await workshop.pass(4)
    expect(plug().relay).toBe(true)
    await workshop.pass(4)
    expect(plug().relay).toBe(false)
    expect(await kinds()).toEqual([])
  })

  test('nobody else may, and a reason is needed', async () => {
    const wish = { state: 'on', reason: 'mal sehen' }
    expect((await anna.post('/api/printers/printer-1/power', wish)).status).toBe(403)
    expect((await trainer.post('/api/printers/printer-1/power', { state: 'on' })).status).toBe(422)
    expect((await trainer.post('/api/printers/nowhere/power', wish)).status).toBe(404)
  })

  test('a plug that does not follow is said so, and follows when it is back', async () => {
    await plug().setReachable(false)
    await workshop.pass(1)
    const answer = await trainer.post('/api/printers/printer-1/power', { state: 'on', reason: 'Wartung' })
    expect(answer).toMatchObject({
      status: 503,
      body: { code: 'plug_unreachable', power: { state: 'unknown' } },
    })
    await plug().setReachable(true)
    await workshop.pass(3)
    expect(plug().relay).toBe(true)
    expect((await trainer.delete('/api/printers/printer-1/power')).status).toBe(204)
    expect((await trainer.delete('/api/printers/printer-1/power')).status).toBe(404)
  })

  test('an emergency is off at once and stays so until it is released', async () => {
    plug().setLoad(PRINTING)
    const id = await book(anna, 0, 60)
    await vi.waitFor(async () => expect((await job(id)).status).toBe('running'))
    expect((await anna.post('/api/plugs/all-off', { reason: 'Rauch' })).status).toBe(403)
    const stop = await trainer.post('/api/plugs/all-off', { reason: 'Rauch' })
    expect(stop.body).toMatchObject({
      stop: { reason: 'Rauch' },
      plugs: [{ state: 'off' }, { state: 'off' }],
    })
    expect(relays()).toEqual([false, false])

    await workshop.pass(2)
    expect(relays()).toEqual([false, false])
    expect(await incidents()).toMatchObject([{ kind: 'emergency_stop', severity: 'critical' }])
    const board = (await anna.get('/api/board')).body
    expect(board.stop).toMatchObject({ reason: 'Rauch' })
    expect(board.printers[0].powerReason).toMatchObject({ kind: 'emergency', until: null })
    const on = { state: 'on', reason: 'trotzdem' }
    expect((await trainer.post('/api/printers/printer-2/power', on)).status).toBe(409)

    expect((await trainer.post('/api/plugs/all-off/release')).status).toBe(204)
    await workshop.pass(1)
    expect(relays()).toEqual([true, false])
    expect(await kinds()).toEqual([])
  })
})

describe('unbooked use', () => {
  test('asks who it was, can be claimed, and ends when it idles', async () => {
    plug().setLoad(PRINTING)
    plug().pressButton()
    await workshop.pass(1)
    const [incident] = await incidents()
    expect(incident).toMatchObject({ kind: 'unbooked_use', plugId: 'plug-1', open: true, claimedBy: null })
    expect((await ben.post(`/api/incidents/${incident.id}/claim`)).body).toMatchObject({ claimedBy: 'ben' })
    expect((await anna.post(`/api/incidents/${incident.id}/claim`)).status).toBe(409)
    // Anna sees that somebody has, but not who.
    expect((await anna.get('/api/incidents?open=true')).body.items).toMatchObject([{ claimedBy: null }])

    await workshop.pass(17)
    expect(plug().relay).toBe(true)
    plug().setLoad(STANDBY)
    await workshop.pass(5)
    expect(plug().relay).toBe(false)
    await workshop.pass(1)
    expect(await kinds()).toEqual([])
  })

  test('that a trainer has dealt with is not opened again while it lasts', async () => {
    plug().setLoad(PRINTING)
    plug().pressButton()
    await workshop.pass(1)
    const [{ id }] = await incidents()
    expect((await anna.post(`/api/incidents/${id}/resolve`)).status).toBe(403)
    const resolved = await trainer.post(`/api/incidents/${id}/resolve`, { resolution: 'Das war ich.' })
    expect(resolved.body).toMatchObject({ open: false, resolvedBy: 'trainer', closedAt: null })
    await workshop.pass(3)
    expect(await kinds()).toEqual([])
    const board = (await anna.get('/api/board')).body
    expect(board.incidents).toEqual({ open: 0, critical: 0 })
  })
})

describe('the countdown in the plug', () => {
  const remaining = () => plug().device.state.countdown?.endsAt

  test('is armed with the job, and set anew when its end moves', async () => {
    const id = await book(anna, 0, 60)
    await vi.waitFor(async () => expect((await job(id)).status).toBe('running'))
    const first = remaining() ?? 0
    expect((await anna.post(`/api/jobs/${id}/extend`, { minutes: 30 })).status).toBe(200)
    await workshop.pass(1)
    // The plug's and the worker's clocks are some seconds apart, as in life.
    expect(Math.abs((remaining() ?? 0) - first - 30 * 60_000)).toBeLessThanOrEqual(60_000)
  })

  test('switches off at its time when worker and bridge died in the middle of a job', async () => {
    plug().setLoad(PRINTING)
    const id = await book(anna, 0, 15)
    await vi.waitFor(async () => expect((await job(id)).status).toBe('running'))
    await workshop.bridge.kill()
    // 15 minutes to the end, 120 of overrun, 10 of margin.
    await workshop.passWithoutWorker(144 * 60_000)
    expect(plug().relay).toBe(true)
    await workshop.passWithoutWorker(2 * 60_000)
    expect(plug().relay).toBe(false)
    await workshop.bridge.start()
  })
})

describe('a clock that can not be right', () => {
  test('switches nothing off until it is settled, and says so', async () => {
    const id = await book(anna, 0, 15)
    await workshop.pass(1)
    await workshop.db
      .prepare("insert into audit_events (at, actor_kind, action) values (?, 'system', 'clock.test')")
      .bind(workshop.now() + 3 * 3_600_000)
      .run()
    await workshop.pass(20)
    expect(plug().relay).toBe(true)
    expect((await job(id)).status).toBe('running')
    const [incident] = await incidents()
    expect(incident).toMatchObject({ kind: 'clock_in_doubt', severity: 'critical' })

    expect((await trainer.post(`/api/incidents/${incident.id}/resolve`)).status).toBe(403)
    const admin = await workshop.as('admin')
    expect((await admin.post(`/api/incidents/${incident.id}/resolve`)).status).toBe(200)
    await workshop.pass(5)
    expect(plug().relay).toBe(false)
    expect((await job(id)).status).toBe('finished')
  })
})
