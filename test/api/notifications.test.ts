import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Client } from '../support/client.ts'
import { startWorkshop, type Workshop } from '../support/workshop.ts'

let workshop: Workshop
let anna: Client
beforeAll(async () => {
  workshop = await startWorkshop()
  anna = await workshop.as('anna')
})
beforeEach(() => workshop.clear())
afterAll(() => workshop.stop())

const params = JSON.stringify({
  title: 'Zahnrad',
  printer: 'Drucker 1',
  startsAt: Date.parse('2026-11-23T13:00:00Z'),
})
const tell = (id: string, userId = 'anna', kind = 'job_missed', at = 1) =>
  workshop.db
    .prepare('insert into notifications (id, user_id, kind, params, created_at) values (?, ?, ?, ?, ?)')
    .bind(id, userId, kind, params, at)
    .run()

test('a notification is worded in the language of who reads it, in local time', async () => {
  await tell('n1')
  const german = await anna.get('/api/notifications')
  expect(german.body).toMatchObject({ unread: 1, nextCursor: null })
  expect(german.body.items[0].text).toContain('Niemand hat „Zahnrad“ auf Drucker 1')
  expect(german.body.items[0].text).toContain('14:00')
  const english = await anna.get('/api/notifications', { 'accept-language': 'en' })
  expect(english.body.items[0].text).toContain('Nobody started “Zahnrad”')
})

test('read is read, once, and nobody reads for somebody else', async () => {
  await tell('n1')
  await tell('n2', 'ben')
  expect((await anna.post('/api/notifications/n1/read')).body.readAt).toBe('2026-11-23T09:00:00.000Z')
  await workshop.advance(60_000)
  expect((await anna.post('/api/notifications/n1/read')).body.readAt).toBe('2026-11-23T09:00:00.000Z')
  expect((await anna.post('/api/notifications/n2/read')).status).toBe(404)
  expect((await anna.get('/api/notifications?unread=true')).body.items).toEqual([])
  expect((await (await workshop.as('ben')).get('/api/notifications')).body.unread).toBe(1)
})

test('all are read at once, and the list is paged newest first', async () => {
  for (let i = 0; i < 5; i++) await tell(`n${i}`, 'anna', 'job_missed', i)
  const first = await anna.get('/api/notifications?limit=3')
  expect(first.body.items.map(({ id }: { id: string }) => id)).toEqual(['n4', 'n3', 'n2'])
  const rest = await anna.get(`/api/notifications?limit=3&cursor=${first.body.nextCursor}`)
  expect(rest.body.items.map(({ id }: { id: string }) => id)).toEqual(['n1', 'n0'])
  expect((await anna.post('/api/notifications/read-all')).status).toBe(204)
  expect((await anna.get('/api/notifications')).body.unread).toBe(0)
})

test('a kind of another version shows its name instead of breaking the list', async () => {
  await tell('n1', 'anna', 'moon_landing')
  expect((await anna.get('/api/notifications')).body.items[0].text).toBe('moon_landing')
})

test('what is read can be searched for, and read from its beginning', async () => {
  for (let i = 0; i < 5; i++) await tell(`n${i}`, 'anna', i % 2 === 0 ? 'job_missed' : 'moon_landing', i)
  const ids = async (query: string) => {
    const found: string[] = []
    for (let cursor = ''; ; ) {
      const { body } = await anna.get(`/api/notifications?limit=2&${query}${cursor}`)
      found.push(...body.items.map(({ id }: { id: string }) => id))
      if (body.nextCursor === null) return found
      cursor = `&cursor=${body.nextCursor}`
    }
  }
  expect(await ids('search=ZAHNRAD%20niemand')).toEqual(['n4', 'n2', 'n0'])
  expect(await ids('search=zahnrad&sort=createdAt')).toEqual(['n0', 'n2', 'n4'])
  expect(await ids('search=mond')).toEqual([])
  expect(await ids('sort=createdAt')).toEqual(['n0', 'n1', 'n2', 'n3', 'n4'])
  expect((await anna.get('/api/notifications?sort=kind')).status).toBe(422)
})
