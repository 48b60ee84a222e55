import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Client } from '../support/client.ts'
import { newcomers } from '../support/newcomers.ts'
import { inMinutes, startWorkshop, type Workshop } from '../support/workshop.ts'

let workshop: Workshop
let admin: Client
beforeAll(async () => {
  workshop = await startWorkshop()
})
afterAll(() => workshop.stop())
beforeEach(async () => {
  await workshop.clear()
  admin = await workshop.as('admin')
})

const { addPerson, settled } = newcomers(
  () => workshop,
  () => admin,
)

test('people are listed by name, page by page, searched and filtered', async () => {
  for (const name of ['Zoe Apfel', 'zara Birne', 'Zoe Birne', 'Zack 100%'])
    await addPerson({ displayName: name, role: 'guest' })
  const names: string[] = []
  let cursor = ''
  do {
    const { body } = await admin.get(`/api/users?role=guest&search=Z&limit=2${cursor}`)
    names.push(...body.items.map((user: { displayName: string }) => user.displayName))
    cursor = body.nextCursor ? `&cursor=${body.nextCursor}` : ''
  } while (cursor)
  expect(names).toEqual(['Zack 100%', 'zara Birne', 'Zoe Apfel', 'Zoe Birne'])
  const found = async (search: string) =>
    (await admin.get(`/api/users?search=${encodeURIComponent(search)}`)).body.items.length
  expect(await found('birne')).toBe(2)
  expect(await found('100%')).toBe(1)
  expect(await found('1%0')).toBe(0)
  expect(await found('_____________')).toBe(0)
})

test('people are sorted by what was asked, those alike by name, across pages and in both directions', async () => {
  const pages = async (sort: string) => {
    const names: string[] = []
    let cursor = ''
    do {
      const { body } = await admin.get(`/api/users?sort=${sort}&limit=2${cursor}`)
      names.push(...body.items.map(({ displayName }: { displayName: string }) => displayName))
      cursor = body.nextCursor ? `&cursor=${body.nextCursor}` : ''
    } while (cursor)
    return names
  }
  const byName = await pages('name')
  expect(await pages('-name')).toEqual(byName.toReversed())
  const roleOf = new Map<string, string>()
  for (const { displayName, role } of (await admin.get('/api/users?limit=200')).body.items)
    roleOf.set(displayName, role)
  const grouped = (roles: string[]) =>
    roles.flatMap((role) => byName.filter((name) => roleOf.get(name) === role))
  expect(await pages('role')).toEqual(grouped(['admin', 'trainer', 'apprentice', 'guest']))
  expect(await pages('-role')).toEqual(grouped(['guest', 'apprentice', 'trainer', 'admin']))
  expect((await pages('-lastSeen')).toSorted()).toEqual(byName.toSorted())
  expect((await admin.get('/api/users?sort=password')).status).toBe(422)
})

test('names are sorted and found as Germans do, umlauts and all, across pages', async () => {
  const names = [
    'Zyx Oster',
    'Zyx Öztürk',
    'Zyx Ozean',
    'Zyx Ärmel',
    'Zyx Arm',
    'Zyx Şahin',
    'Zyx Strauß',
    'Zyx Łukasz',
  ]
  for (const displayName of names) await addPerson({ displayName, role: 'guest' })
  const listed: string[] = []
  let cursor = ''
  do {
    const { body } = await admin.get(`/api/users?search=zyx&limit=3${cursor}`)
    listed.push(...body.items.map((user: { displayName: string }) => user.displayName))
    cursor = body.nextCursor ? `&cursor=${body.nextCursor}` : ''
  } while (cursor)
  expect(listed).toEqual(
    ['Arm', 'Ärmel', 'Łukasz', 'Oster', 'Ozean', 'Öztürk', 'Şahin', 'Strauß'].map((name) => `Zyx ${name}`),
  )
  const found = async (search: string) =>
    (await admin.get(`/api/users?search=${encodeURIComponent(search)}`)).body.items.map(
      (user: { displayName: string }) => user.displayName,
    )
  expect(await found('ÖZTÜRK')).toEqual(['Zyx Öztürk'])
  expect(await found('ozturk zyx')).toEqual(['Zyx Öztürk'])
  expect(await found('strauss')).toEqual(['Zyx Strauß'])
  expect(await found('lukasz')).toEqual(['Zyx Łukasz'])
})

test('a taken user name is refused in any spelling', async () => {
  const wish = { username: 'ANNA', displayName: 'Andere Anna', role: 'guest' }
  expect(await admin.post('/api/users', wish)).toMatchObject({
    status: 409,
    body: { code: 'conflict', errors: [{ path: 'username', code: 'username_taken' }] },
  })
})

test('another role holds at once for writes and ends the sessions', async () => {
  const person = await settled({ role: 'trainer' })
  expect((await person.client.get('/api/users')).status).toBe(200)
  const changed = await admin.patch(`/api/users/${person.id}`, { role: 'apprentice' })
  expect(changed).toMatchObject({ status: 200, body: { role: 'apprentice' } })
  expect((await person.client.post('/api/notifications/read-all')).status).toBe(401)
  await workshop.advance(60_000)
  expect((await person.client.get('/api/users')).status).toBe(401)
})

test('who is disabled is out, can’t come back in, and gives future slots back', async () => {
  const person = await settled()
  const book = (from: number) =>
    person.client.post('/api/jobs', {
      printerId: 'printer-1',
      startsAt: inMinutes(workshop, from),
      endsAt: inMinutes(workshop, from + 30),
      title: 'Halter',
    })
  const { body: running } = await book(0)
  const { body: future } = await book(60)
  expect(future.id, JSON.stringify(future)).toBeTruthy()
  await workshop.advance(60_000)
  expect((await admin.delete(`/api/users/${person.id}`)).status).toBe(204)

  expect((await person.client.post('/api/notifications/read-all')).status).toBe(401)
  const login = { username: person.username, password: person.password }
  expect(await workshop.visitor().post('/api/auth/login', login)).toMatchObject({
    status: 401,
    body: { code: 'invalid_credentials' },
  })
  const status = async (id: string) => (await admin.get(`/api/jobs/${id}`)).body.status
  expect(await status(future.id)).toBe('cancelled')
  expect(await status(running.id)).not.toBe('cancelled')
  const trail = await workshop.db
    .prepare("select actor_id, changes from audit_events where action = 'job.cancel' and entity_id = ?")
    .bind(future.id)
    .first<{ actor_id: string; changes: string }>()
  expect(trail).toEqual({ actor_id: 'admin', changes: '{"status":["scheduled","cancelled"]}' })

  expect((await admin.patch(`/api/users/${person.id}`, { disabled: false })).body.state).toBe('active')
  expect((await workshop.visitor().post('/api/auth/login', login)).status).toBe(200)
})

test('an account ends at its expiry date, also for somebody who is signed in', async () => {
  const person = await settled()
  const expiresAt = inMinutes(workshop, 10)
  expect((await admin.patch(`/api/users/${person.id}`, { expiresAt })).body.expiresAt).toBe(expiresAt)
  expect((await person.client.post('/api/notifications/read-all')).status).toBeLessThan(300)
  await workshop.advance(10 * 60_000)
  expect((await person.client.post('/api/notifications/read-all')).status).toBe(401)
  const login = { username: person.username, password: person.password }
  expect((await workshop.visitor().post('/api/auth/login', login)).status).toBe(401)
  admin = await workshop.as('admin')
  expect((await admin.get(`/api/users/${person.id}`)).body.state).toBe('expired')
  expect((await admin.get('/api/users?state=expired')).body.items).toHaveLength(1)
})

test.each([
  ['demoted', { role: 'trainer' }],
  ['given an end', { expiresAt: '2027-01-01T00:00:00Z' }],
])('the last admin can’t be %s', async (_, change) => {
  expect(await admin.patch('/api/users/admin', change)).toMatchObject({
    status: 409,
    body: { code: 'last_admin' },
  })
})

test('the last admin can’t be disabled, not even by a hand on the database', async () => {
  expect((await admin.delete('/api/users/admin')).status).toBe(409)
  const disable = workshop.db.prepare("update users set disabled_at = 1 where role = 'admin'")
  await expect(disable.run()).rejects.toThrow('last_admin')
  // Of two admins, one may go, not both: not even at the same time.
  const second = await settled({ role: 'admin' })
  const answers = await Promise.all([
    second.client.patch('/api/users/admin', { role: 'trainer' }),
    admin.patch(`/api/users/${second.id}`, { role: 'trainer' }),
  ])
  // Whoever came second is refused as the last one, or is signed out already.
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  const left = "select count(*) as n from users where role = 'admin' and disabled_at is null"
  expect(await workshop.db.prepare(left).first()).toEqual({ n: 1 })
  await workshop.db.prepare("update users set role = 'admin' where id = 'admin'").run()
  admin = await workshop.as('admin')
  await admin.patch(`/api/users/${second.id}`, { role: 'trainer' })
})

test('nobody disables or anonymises themselves', async () => {
  const second = await settled({ role: 'admin' })
  for (const answer of [
    await second.client.delete(`/api/users/${second.id}`),
    await second.client.post(`/api/users/${second.id}/anonymise`),
  ])
    expect(answer).toMatchObject({ status: 409, body: { errors: [{ code: 'not_yourself' }] } })
  await admin.delete(`/api/users/${second.id}`)
})
