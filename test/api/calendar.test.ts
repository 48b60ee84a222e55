import { renderSVG } from 'uqr'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Client } from '../support/client.ts'
import { inMinutes, startWorkshop, type Workshop } from '../support/workshop.ts'

let workshop: Workshop
let anna: Client
let visitor: Client
beforeAll(async () => {
  workshop = await startWorkshop({ vars: { SITE_ADDRESS: 'myp.example' } })
  anna = await workshop.as('anna')
  visitor = workshop.visitor()
})
beforeEach(() => workshop.clear())
afterAll(() => workshop.stop())

const book = async (from: number, to: number, more = {}) => {
  const answer = await anna.post('/api/jobs', {
    printerId: 'printer-1',
    startsAt: inMinutes(workshop, from),
    endsAt: inMinutes(workshop, to),
    title: 'Zahnrad; groß, rot',
    ...more,
  })
  expect(answer.status).toBe(201)
  return answer.body
}
/** Long lines are folded (RFC 5545, 3.1). */
const unfolded = (text: string) => text.replaceAll(/\r\n[ \t]/g, '')
const events = (text: string) => unfolded(text).split('BEGIN:VEVENT').slice(1)

test('a personal link shows one’s own jobs to whoever has it; changes keep the UID and count up', async () => {
  const job = await book(60, 120)
  await (await workshop.as('ben')).post('/api/jobs', { ...job, id: undefined })
  const { status, body: link } = await anna.post('/api/calendar')
  expect(status).toBe(201)
  const first = await visitor.get(link.path)
  expect(first.status).toBe(200)
  expect(first.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
  const text = unfolded(String(first.body))
  expect(text).toContain('DTSTART:20261123T100000Z')
  expect(text).toContain('SUMMARY:Drucker 1: Zahnrad\\; groß\\, rot')
  expect(events(text)).toHaveLength(1)
  const uid = /UID:(\S+)/.exec(text)?.[1]
  expect(text).toContain('SEQUENCE:0')

  await anna.patch(`/api/jobs/${job.id}`, { endsAt: inMinutes(workshop, 150) }, { 'if-match': '"1"' })
  const second = unfolded(String((await visitor.get(link.path)).body))
  expect(second).toContain(`UID:${uid}`)
  expect(second).toContain('SEQUENCE:1')
  await anna.post(`/api/jobs/${job.id}/cancel`)
  expect(events(String((await visitor.get(link.path)).body))).toEqual([])
})

test('a new link ends the old one, an ended link shows nothing, and the database knows no token', async () => {
  const { body: old } = await anna.post('/api/calendar')
  const { body: link } = await anna.post('/api/calendar')
  expect((await visitor.get(old.path)).status).toBe(404)
  expect((await visitor.get(link.path)).status).toBe(200)
  const { results } = await workshop.db.prepare('select * from calendar_feeds').all()
  expect(JSON.stringify(results)).not.toContain(link.path.slice(14, -4))
  expect((await anna.get('/api/calendar')).body.items).toMatchObject([{ printerId: null }])
  expect((await anna.delete('/api/calendar')).status).toBe(204)
  expect((await visitor.get(link.path)).status).toBe(404)
  expect((await visitor.get('/api/calendar/guess.ics')).status).toBe(422)
})

test('a printer’s link shows when it is taken, with names as the workshop shows them', async () => {
  await book(60, 120)
  const { body: link } = await anna.post('/api/calendar', { printerId: 'printer-1' })
  expect(String((await visitor.get(link.path)).body)).toContain('SUMMARY:Anna Muster')
  const admin = await workshop.as('admin')
  await admin.patch('/api/settings', { nameDisplay: 'own' })
  const text = String((await visitor.get(link.path)).body)
  expect(text).toContain('SUMMARY:Belegt')
  expect(text).not.toMatch(/Anna|Zahnrad/)
  expect((await anna.post('/api/calendar', { printerId: 'none' })).status).toBe(404)
  expect((await (await workshop.as('gast')).post('/api/calendar')).status).toBe(403)
})

test('the sticker on a machine leads to its booking page', async () => {
  const { status, headers, body } = await anna.get('/api/printers/printer-1/qr.svg')
  expect(status).toBe(200)
  expect(headers.get('content-type')).toContain('image/svg+xml')
  expect(String(body)).toMatch(/^<svg[\s\S]*<path/)
  // Whatever name this device came by: the one that is configured works on every phone.
  expect(String(body)).toBe(renderSVG('https://myp.example/book/printer-1', { ecc: 'M', border: 4 }))
  expect((await anna.get('/api/printers/none/qr.svg')).status).toBe(404)
  expect((await visitor.get('/api/printers/printer-1/qr.svg')).status).toBe(401)
})
