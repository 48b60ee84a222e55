import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startWorkshop, type Workshop } from '../support/workshop.ts'

let workshop: Workshop
beforeAll(async () => {
  workshop = await startWorkshop()
})
afterAll(() => workshop.stop())

describe('backups', () => {
  test('can be made and are listed, newest first, and the deed is on record', async () => {
    const admin = await workshop.as('admin')
    const made = await admin.post('/api/backups')
    expect(made.status).toBe(201)
    const { body } = await admin.get('/api/backups')
    expect(body.items).toEqual([
      {
        name: 'myp-2026-11-23T09-00-00Z-manual.sqlite.zst',
        at: '2026-11-23T09:00:00.000Z',
        bytes: 1_000,
        reason: 'manual',
      },
    ])
    expect(body.restoreTest).toMatchObject({ ok: true, at: '2026-11-22T09:00:00.000Z' })
    const audit = await admin.get('/api/audit?action=backup.make')
    expect(audit.body.items).toHaveLength(1)
  })

  test('that fail say why', async () => {
    const admin = await workshop.as('admin')
    workshop.machine.failure = 'the disk is full'
    const { status, body } = await admin.post('/api/backups')
    workshop.machine.failure = undefined
    expect(status).toBe(503)
    expect(body).toMatchObject({ code: 'backup_failed', reason: 'the disk is full' })
  })
})

test('anybody may ask whether all is well, and hears nothing else', async () => {
  const { status, body } = await workshop.visitor().get('/api/health')
  expect({ status, body }).toEqual({ status: 200, body: { status: 'degraded' } })
})

describe('the health page', () => {
  test('shows the machine, and that the bridge is gone', async () => {
    const { status, body } = await (await workshop.as('admin')).get('/api/health/details')
    expect(status).toBe(200)
    expect(body).toMatchObject({
      status: 'degraded',
      versions: { node: '24.21.0' },
      machine: { temperatureC: 52 },
      bridge: { reachable: false },
      findings: [],
    })
  })

  test('says in plain words what is wrong and what to do', async () => {
    const { facts } = workshop.machine
    workshop.machine.facts = { ...facts, machine: { ...facts.machine, temperatureC: 84 } }
    const admin = await workshop.as('admin')
    const german = await admin.get('/api/health/details')
    workshop.machine.facts = facts
    expect(german.body.findings).toEqual([
      {
        code: 'temperature',
        level: 'critical',
        message: 'Der Prozessor ist 84 °C heiß.',
        advice: expect.stringContaining('Lüfter'),
      },
    ])
  })
})
