import Papa from 'papaparse'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Client } from '../support/client.ts'
import { addPastJobs } from '../support/figures.ts'
import { inMinutes, startWorkshop, type Workshop } from '../support/workshop.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

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

const addPerson = async (displayName: string) => {
  const username = `p-${crypto.randomUUID().slice(0, 8)}`
  return (await admin.post('/api/users', { username, displayName, role: 'apprentice' })).body.user
}
const actions = (body: { items: { action: string }[] }) => body.items.map(({ action }) => action)

test('the trail tells who did what to whom from where, newest first', async () => {
  const person = await addPerson('Nora Neu')
  await admin.patch(`/api/users/${person.id}`, { role: 'trainer' })
  const { body } = await admin.get(`/api/audit?entityId=${person.id}`)
  expect(body.items).toMatchObject([
    {
      action: 'user.change',
      actor: { kind: 'user', id: 'admin', name: 'Ada Admin' },
      changes: { role: ['apprentice', 'trainer'] },
      address: '192.0.2.10',
    },
    { action: 'user.add', changes: { displayName: [null, 'Nora Neu'] } },
  ])
})

test('it is filtered by action, entity of action, actor and time, and paged', async () => {
  const person = await addPerson('Frida Filter')
  for (const role of ['trainer', 'guest', 'apprentice', 'trainer'])
    await admin.patch(`/api/users/${person.id}`, { role })
  await admin.post('/api/cohorts', { name: `K-${person.id}` })
  const of = (query: string) => admin.get(`/api/audit?${query}`)

  expect(new Set(actions((await of('action=user.change')).body))).toEqual(new Set(['user.change']))
  const users = actions((await of('action=user')).body)
  expect(users.every((action) => action.startsWith('user.'))).toBe(true)
  expect((await of(`from=${inMinutes(workshop, 1)}`)).body.items).toEqual([])
  expect((await of('actorId=nobody')).body.items).toEqual([])

  const seen: number[] = []
  let cursor = ''
  do {
    const { body } = await of(`entityId=${person.id}&limit=2${cursor}`)
    seen.push(...body.items.map(({ id }: { id: number }) => id))
    cursor = body.nextCursor ? `&cursor=${body.nextCursor}` : ''
  } while (cursor)
  expect(seen).toHaveLength(5)
  expect(seen).toEqual([...seen].sort((a, b) => b - a))
})

test.each([
  "'; drop table users; --",
  '%',
  'user.%',
  'user.change" or 1=1',
])('the filter %s finds nothing and breaks nothing', async (text) => {
  const encoded = encodeURIComponent(text)
  expect((await admin.get(`/api/audit?action=${encoded}`)).status).toBe(422)
  expect((await admin.get(`/api/audit?entityId=${encoded}`)).body.items).toEqual([])
  expect((await admin.get(`/api/audit?actorId=${encoded}`)).body.items).toEqual([])
  expect((await admin.get(`/api/users?search=${encoded}`)).body.items).toEqual([])
})

test('the export opens in a spreadsheet and calculates nothing', async () => {
  const person = await addPerson('=HYPERLINK("https://evil.example";"Klick")')
  await admin.patch(`/api/users/${person.id}`, { displayName: '+49 30 1234' })
  const answer = await admin.get(`/api/audit/export?entityId=${person.id}`)
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(answer.headers.get('content-disposition')).toContain('attachment')
  expect(answer.headers.get('cache-control')).toBe('no-store')
  const { data } = Papa.parse<Record<string, string>>(answer.body, {
    header: true,
    delimiter: ';',
    skipEmptyLines: true,
  })
  expect(data).toHaveLength(2)
  for (const row of data) for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[=+\-@\t\r]/)

  await admin.patch('/api/users/admin', { displayName: '@SUM(1)' })
  const named = (await admin.get('/api/audit/export?actorId=admin')).body as string
  await admin.patch('/api/users/admin', { displayName: 'Ada Admin' })
  expect(named).toContain("'@SUM(1)")
  // The same file as every other table: with a mark, a heading also over nothing, and a line's end after all.
  const empty = (await admin.get('/api/audit/export?entityId=nobody-at-all')).body as string
  expect(empty).toBe('at;actorKind;actorId;actorName;action;entityId;changes;address;requestId\r\n')
  expect(actions((await admin.get('/api/audit?action=audit.export')).body).length).toBeGreaterThan(0)
})

test('the trail also reads from its beginning, page by page', async () => {
  const ids: number[] = []
  let cursor = ''
  do {
    const { body } = await admin.get(`/api/audit?sort=at&action=session&limit=2${cursor}`)
    ids.push(...body.items.map(({ id }: { id: number }) => id))
    cursor = body.nextCursor ? `&cursor=${body.nextCursor}` : ''
  } while (cursor)
  expect(ids.length).toBeGreaterThan(2)
  expect(ids).toEqual(ids.toSorted((a, b) => a - b))
})

/** All pages of two, as the portal asks for them. */
const pagesOf = async (query: string) => {
  const found: { id: number; action: string; entityId: string }[] = []
  for (let cursor = ''; ; ) {
    const { body } = await admin.get(`/api/audit?limit=2&${query}${cursor}`)
    found.push(...body.items)
    if (body.nextCursor === null) return found
    cursor = `&cursor=${body.nextCursor}`
  }
}

test('the trail is searched for who, whom, what changed and whence, and for deeds by their words', async () => {
  const person = await addPerson('Jürgen Suchmich')
  await admin.patch(`/api/users/${person.id}`, { role: 'trainer' })
  await admin.post('/api/cohorts', { name: 'Gruppe 100%' })
  const of = async (query: string) => (await pagesOf(query)).map(({ action }) => action)
  expect(await of('search=jurgen')).toEqual(['user.change', 'user.add'])
  expect(await of('search=jurgen%20trainer')).toEqual(['user.change'])
  expect(await of(`search=${encodeURIComponent('gruppe 100%')}`)).toEqual(['cohort.add'])
  expect(await of(`search=${encodeURIComponent('1%0')}`)).toEqual([])
  const worded = await of('search=jurgen%20trainer&deeds=cohort.add,user.add')
  expect(worded.slice(0, 3)).toEqual(['cohort.add', 'user.change', 'user.add'])
  expect(new Set(worded)).toEqual(new Set(['cohort.add', 'user.change', 'user.add']))
  expect((await of('search=192.0.2.10')).length).toBeGreaterThan(2)
  const table = (await admin.get('/api/audit/export?search=jurgen')).body as string
  expect(table.trim().split('\r\n')).toHaveLength(3)
  for (const wrong of ['sort=address', 'deeds=%25', `search=${'x'.repeat(81)}`])
    expect((await admin.get(`/api/audit?${wrong}`)).status, wrong).toBe(422)
})

test('the trail is sorted by deed in either direction, the newest of each first', async () => {
  const person = await addPerson('Sora Sortiert')
  for (const role of ['trainer', 'guest']) await admin.patch(`/api/users/${person.id}`, { role })
  const order = async (sort: string) =>
    (await pagesOf(`entityId=${person.id}&sort=${sort}`)).map(({ id, action }) => ({ id, action }))
  const [late, early] = (await order('-at')).filter(({ action }) => action === 'user.change')
  const added = (await order('at'))[0]
  expect(await order('action')).toEqual([added, late, early])
  expect(await order('-action')).toEqual([late, early, added])
})

test('only admins read the trail', async () => {
  for (const username of ['trainer', 'anna', 'gast'] as const)
    expect((await (await workshop.as(username)).get('/api/audit')).status).toBe(403)
})

test('one’s own history is one’s own; others’ is for staff, and every look is on record', async () => {
  const [anna, trainer] = [await workshop.as('anna'), await workshop.as('trainer')]
  expect((await anna.get('/api/jobs?userId=me')).status).toBe(200)
  expect((await anna.get('/api/jobs?userId=anna')).status).toBe(200)
  expect((await anna.get('/api/jobs?userId=ben')).status).toBe(403)
  expect((await (await workshop.as('gast')).get('/api/jobs?userId=ben')).status).toBe(403)
  expect((await trainer.get('/api/jobs?userId=ben')).status).toBe(200)
  const { body } = await admin.get('/api/audit?action=history.read')
  expect(body.items[0]).toMatchObject({ actor: { id: 'trainer' }, entityId: 'ben' })
  expect(body.items.filter((item: { actor: { id: string } }) => item.actor.id === 'anna')).toEqual([])
})

test('in works-council mode, others’ history opens with a reason only, which is on record', async () => {
  expect((await admin.patch('/api/settings', { worksCouncilMode: true })).status).toBe(200)
  const trainer = await workshop.as('trainer')
  expect(await trainer.get('/api/jobs?userId=ben')).toMatchObject({
    status: 403,
    body: { code: 'reason_required' },
  })
  expect((await trainer.get('/api/jobs?userId=ben&reason=Unfall%20am%20Montag')).status).toBe(200)
  // Asked again soon after, it is the same look.
  expect((await trainer.get('/api/jobs?userId=ben&reason=Unfall%20am%20Montag')).status).toBe(200)
  const looks = (await (await workshop.as('ben')).get('/api/figures/looks')).body.items
  // The trail keeps what other tests left.
  const withReason = looks.filter(({ reason }: { reason: string | null }) => reason !== null)
  expect(withReason).toMatchObject([{ by: 'Theo Trainer', reason: 'Unfall am Montag' }])
  expect((await (await workshop.as('anna')).get('/api/figures/looks')).body.items).toEqual([])
  // The trail is everybody's history, and so are a person's data.
  expect((await admin.get('/api/audit')).body.code).toBe('reason_required')
  expect((await admin.get('/api/audit/export')).body.code).toBe('reason_required')
  expect((await admin.get('/api/users/ben/export')).body.code).toBe('reason_required')
  expect((await admin.get('/api/users/ben/export?reason=Auskunft')).status).toBe(200)
  const { body } = await admin.get('/api/audit?action=history.read&limit=2&reason=Pr%C3%BCfung')
  expect(body.items.map(({ changes }: { changes: unknown }) => changes)).toEqual([
    { reason: [null, 'Auskunft'] },
    { reason: [null, 'Unfall am Montag'] },
  ])
  const own = (await admin.get('/api/audit?action=audit&limit=1&reason=Pr%C3%BCfung')).body.items
  expect(own).toMatchObject([{ action: 'audit.read', changes: { reason: [null, 'Prüfung'] } }])
})

test('in works-council mode, whose a job was is told to others on its day only', async () => {
  await admin.patch('/api/settings', { worksCouncilMode: true })
  const today = Math.floor(workshop.now() / DAY_MS) * DAY_MS
  await addPastJobs(workshop, [
    { id: 'yesterday', startsAt: today - 15 * HOUR_MS, hours: 2, title: 'Bewerbungsfoto' },
    { id: 'today', startsAt: today + 6 * HOUR_MS, hours: 1, title: 'Halter' },
  ])
  const [anna, ben, trainer] = [
    await workshop.as('anna'),
    await workshop.as('ben'),
    await workshop.as('trainer'),
  ]
  const from = new Date(today - DAY_MS).toISOString()
  const seenBy = async (client: typeof anna) => (await client.get(`/api/jobs?from=${from}`)).body.items
  for (const client of [ben, trainer, admin])
    expect(await seenBy(client)).toMatchObject([
      { id: 'yesterday', userId: null, userName: null, title: '' },
      { id: 'today', userId: 'anna', title: 'Halter' },
    ])
  expect(await seenBy(anna)).toMatchObject([{ title: 'Bewerbungsfoto' }, { title: 'Halter' }])
  const closed = (await trainer.get('/api/jobs/yesterday')).body
  expect([closed.userName, 'energyWh' in closed]).toEqual([null, false])
  expect((await ben.get('/api/jobs/yesterday?reason=Neugier')).status).toBe(403)
  const opened = (await trainer.get('/api/jobs/yesterday?reason=Schaden%20am%20Druckbett')).body
  expect(opened).toMatchObject({ userId: 'anna', title: 'Bewerbungsfoto' })
  expect((await anna.get('/api/figures/looks')).body.items).toMatchObject([
    { reason: 'Schaden am Druckbett' },
  ])
  const history = (await trainer.get('/api/jobs?userId=anna&reason=Zeugnis')).body.items
  expect(history.map(({ title }: { title: string }) => title)).toEqual(['Bewerbungsfoto', 'Halter'])
})

test('nothing a person types can forge a line of the trail or the log', async () => {
  const evil = 'Anna\r\n{"level":"error","event":"forged"}'
  const wish = { username: 'evil-line', displayName: evil, role: 'guest' }
  expect(await admin.post('/api/users', wish)).toMatchObject({ status: 422 })
  const forged = workshop.visitor({ 'x-myp-request-id': 'a b{"x":1}' })
  const answer = await forged.get('/api/board')
  expect(answer.body.requestId).toMatch(/^[A-Za-z0-9-]{8,64}$/)
})
