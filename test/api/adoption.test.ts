import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Client } from '../support/client.ts'
import { type Plugs, type RunningBridge, startPlugs, startTestBridge } from '../support/plugs.ts'
import { BRIDGE_SECRET, inMinutes, startWorkshop, type Workshop } from '../support/workshop.ts'

let plugs: Plugs
let bridge: RunningBridge
let workshop: Workshop
let admin: Client
beforeAll(async () => {
  plugs = await startPlugs(2)
  bridge = await startTestBridge(BRIDGE_SECRET)
  workshop = await startWorkshop({ printers: 1, bridgeUrl: bridge.url })
  admin = await workshop.as('admin')
})
afterAll(async () => {
  await workshop.stop()
  await bridge.stop()
  await Promise.all(plugs.map((plug) => plug.stop()))
})

const address = (i: number): string => plugs[i]?.address as string

test('a plug is adopted, set before a printer, read, switched by a reservation, and let go', async () => {
  const adopted = await admin.post('/api/plugs', { name: 'Steckdose A', address: address(0) })
  expect(adopted).toMatchObject({
    status: 201,
    body: { name: 'Steckdose A', driver: 'tapo', address: address(0) },
  })
  const { id } = adopted.body
  const printer = await admin.patch('/api/printers/printer-1', { plugId: id })
  expect(printer).toMatchObject({ status: 200, body: { plugId: id } })

  // This machine may lose its power while it works; others would be waited for.
  const policy = await admin.put('/api/printers/printer-1/power-policy', { endPolicy: 'cut' })
  expect(policy.status).toBe(200)

  // The bridge was told at once and reads the plug by itself.
  await vi.waitFor(async () => {
    const { body } = await admin.get(`/api/plugs/${id}`)
    expect(body).toMatchObject({ model: 'P110', reading: { state: 'off', stale: false } })
  })

  const slot = { startsAt: inMinutes(workshop, 0), endsAt: inMinutes(workshop, 30), title: 'Probe' }
  const { body: job } = await admin.post('/api/jobs', { printerId: 'printer-1', ...slot })
  await vi.waitFor(() => expect(plugs[0]?.relay).toBe(true))
  await vi.waitFor(async () => expect((await admin.get(`/api/jobs/${job.id}`)).body.status).toBe('running'))

  // Nobody would switch it off any more.
  const refused = await admin.delete(`/api/plugs/${id}`)
  expect(refused).toMatchObject({ status: 409, body: { code: 'conflict', errors: [{ code: 'plug_is_on' }] } })
  expect((await admin.delete('/api/printers/printer-1')).body.errors[0].code).toBe('printer_is_booked')

  await admin.post(`/api/jobs/${job.id}/finish`)
  await vi.waitFor(() => expect(plugs[0]?.relay).toBe(false))
  expect((await admin.delete(`/api/plugs/${id}`)).status).toBe(204)
  expect((await admin.get('/api/plugs')).body.items).toEqual([])
  expect((await admin.get('/api/printers/printer-1')).body.plugId).toBeNull()
  // Its address is free for the next one.
  const successor = await admin.post('/api/plugs', { name: 'Steckdose B', address: address(0) })
  expect(successor.status).toBe(201)
  expect((await admin.delete(`/api/plugs/${successor.body.id}`)).status).toBe(204)
})

test('an address belongs to one plug and a plug to one printer', async () => {
  const { body: plug } = await admin.post('/api/plugs', { name: 'Eins', address: address(1) })
  const again = await admin.post('/api/plugs', { name: 'Zwei', address: address(1) })
  expect(again).toMatchObject({
    status: 409,
    body: { code: 'conflict', errors: [{ path: 'address', code: 'address_taken' }] },
  })

  const machine = { manufacturer: 'Prusa', model: 'XL', kind: 'printer', plugId: plug.id }
  const first = await admin.post('/api/printers', { name: 'XL 1', ...machine })
  expect(first).toMatchObject({ status: 201, body: { plugId: plug.id, serviceState: 'available' } })
  const second = await admin.post('/api/printers', { name: 'XL 2', ...machine })
  expect(second).toMatchObject({ status: 409, body: { errors: [{ path: 'plugId', code: 'plug_taken' }] } })
  const named = await admin.post('/api/printers', { name: 'XL 1', ...machine, plugId: null })
  expect(named).toMatchObject({ status: 409, body: { errors: [{ path: 'name', code: 'name_taken' }] } })

  expect((await admin.delete(`/api/printers/${first.body.id}`)).status).toBe(204)
  expect((await admin.delete(`/api/plugs/${plug.id}`)).status).toBe(204)
})

test('the self-test says what is well with a plug, in the caller’s language', async () => {
  const { body: plug } = await admin.post('/api/plugs', { name: 'Prüfling', address: address(1) })
  const check = await admin.post(`/api/plugs/${plug.id}/check`)
  expect(check.status).toBe(200)
  const byName = Object.fromEntries(
    check.body.items.map((item: { name: string; status: string }) => [item.name, item.status]),
  )
  expect(byName).toMatchObject({ reachability: 'ok', protocol: 'ok', credentials: 'ok', countdown: 'ok' })
  const kept = (await admin.get(`/api/plugs/${plug.id}`)).body.selfTest
  expect(kept).toEqual(check.body)
  await admin.delete(`/api/plugs/${plug.id}`)
})

test('every plug is tested by itself each morning, but not just when its machine is to be switched', async () => {
  const { body: plug } = await admin.post('/api/plugs', { name: 'Frühaufsteher', address: address(1) })
  const test = async () => (await admin.get(`/api/plugs/${plug.id}`)).body.selfTest
  const openIncidents = async () =>
    (await admin.get('/api/incidents?open=true')).body.items.filter(
      ({ kind }: { kind: string }) => kind === 'plug_test_failed',
    )
  await admin.patch('/api/printers/printer-1', { plugId: plug.id })
  const slot = { startsAt: inMinutes(workshop, 1), endsAt: inMinutes(workshop, 61) }
  const { body: job } = await admin.post('/api/jobs', { printerId: 'printer-1', title: 'Gleich', ...slot })
  await workshop.testNextPlug()
  expect(await test()).toBeNull()

  await admin.post(`/api/jobs/${job.id}/cancel`)
  await workshop.testNextPlug()
  expect(await test()).toMatchObject({ plugId: plug.id, items: expect.any(Array) })
  expect(await openIncidents()).toEqual([])

  // Since six it has been tested: what was wrong before would stay until tomorrow.
  const wrong = JSON.stringify([
    { name: 'countdown', status: 'failed', message: { de: '', en: '' }, advice: null },
  ])
  const tamper = (at: number) =>
    workshop.db.prepare("update plug_tests set at = ?, status = 'failed', items = ?").bind(at, wrong).run()
  await tamper(workshop.now())
  await workshop.testNextPlug()
  expect((await test()).status).toBe('failed')
  await tamper(workshop.now() - 5 * 3_600_000)
  await workshop.testNextPlug()
  expect((await test()).items.length).toBeGreaterThan(5)

  plugs[1]?.overheat()
  expect((await admin.post(`/api/plugs/${plug.id}/check`)).body.status).toBe('failed')
  expect(await openIncidents()).toMatchObject([{ plugId: plug.id, details: { failed: ['temperature'] } }])

  // Silent, it may still be too hot.
  await plugs[1]?.setReachable(false)
  expect((await admin.post(`/api/plugs/${plug.id}/check`)).body.status).toBe('failed')
  expect(await openIncidents()).toHaveLength(1)
  await plugs[1]?.setReachable(true)

  // Gone is gone: the system says why, and nobody is asked to mend it.
  await admin.delete(`/api/plugs/${plug.id}`)
  expect(await openIncidents()).toEqual([])
  const [over] = (await admin.get('/api/incidents')).body.items.filter(
    ({ plugId }: { plugId: string }) => plugId === plug.id,
  )
  expect(over).toMatchObject({ open: false, resolvedBy: null, resolution: 'Die Steckdose wurde entfernt.' })
  const record = await workshop.db
    .prepare("select actor_kind, changes from audit_events where action = 'incident.close' and entity_id = ?")
    .bind(`plug_test_failed:${plug.id}`)
    .all()
  expect(record.results).toEqual([{ actor_kind: 'system', changes: '{"end":[null,"plug_removed"]}' }])
})

test('what a plug’s self-test found does not hold for the plug that takes its place', async () => {
  const { body: plug } = await admin.post('/api/plugs', { name: 'Ersatz', address: address(1) })
  await admin.patch('/api/printers/printer-1', { plugId: plug.id })
  plugs[1]?.overheat()
  await admin.post(`/api/plugs/${plug.id}/check`)
  const about = async () =>
    (await admin.get('/api/incidents')).body.items.filter(
      (incident: { kind: string; plugId: string }) =>
        incident.kind === 'plug_test_failed' && incident.plugId === plug.id,
    )
  expect(await about()).toMatchObject([{ open: true }])
  await admin.patch(`/api/plugs/${plug.id}`, { name: 'Umbenannt' })
  expect(await about()).toMatchObject([{ open: true }])
  await admin.patch(`/api/plugs/${plug.id}`, { address: address(0) })
  expect(await about()).toMatchObject([{ open: false, details: { end: 'plug_replaced' } }])
  expect((await admin.get(`/api/plugs/${plug.id}`)).body.selfTest).toBeNull()
  expect((await admin.post(`/api/plugs/${plug.id}/check`)).body.status).not.toBe('failed')
  expect((await about()).some(({ open }: { open: boolean }) => open)).toBe(false)
  await admin.delete(`/api/plugs/${plug.id}`)
})

test.each([
  [
    'a plug with a path in its address',
    '/api/plugs',
    { name: 'X', address: '10.0.0.1/app' },
    422,
    'invalid_input',
  ],
  ['a plug with a user in its address', '/api/plugs', { name: 'X', address: 'a@b' }, 422, 'invalid_input'],
  [
    'a printer with a plug that is none',
    '/api/printers',
    { name: 'X', manufacturer: 'Y', model: 'Z', kind: 'printer', plugId: 'none' },
    422,
    'invalid_input',
  ],
])('%s is refused', async (_, path, body, status, code) => {
  expect(await admin.post(path, body)).toMatchObject({ status, body: { code } })
})

test('plugs and printers are the admin’s business', async () => {
  const trainer = await workshop.as('trainer')
  expect((await trainer.get('/api/plugs')).status).toBe(403)
  expect((await trainer.post('/api/plugs/discover')).status).toBe(403)
  expect((await trainer.patch('/api/printers/printer-1', { name: 'Meiner' })).status).toBe(403)
})

test('what was changed is on record, before and after', async () => {
  await admin.patch('/api/printers/printer-1', { serviceState: 'maintenance' })
  const row = await workshop.db
    .prepare(
      "select actor_id, changes from audit_events where entity_id = 'printer-1' order by id desc limit 1",
    )
    .first<{ actor_id: string; changes: string }>()
  expect(row).toEqual({ actor_id: 'admin', changes: '{"serviceState":["available","maintenance"]}' })
  await admin.patch('/api/printers/printer-1', { serviceState: 'available' })
})
