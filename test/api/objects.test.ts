import { afterAll, beforeAll, expect, test } from 'vitest'
import { currentApi } from '../../public/build/api-description.ts'
import { createApp } from '../../worker/app.ts'
import type { Deps } from '../../worker/deps.ts'
import { type Action, whoMay } from '../../worker/domain/access.ts'
import { ACTION } from '../../worker/http/may.ts'
import type { Client } from '../support/client.ts'
import { inMinutes, startWorkshop, type Workshop } from '../support/workshop.ts'

let workshop: Workshop
let anna: Client
/** Ben's things, by the beginning of the routes that take their ids. */
let bens: Record<string, string>
beforeAll(async () => {
  workshop = await startWorkshop()
  anna = await workshop.as('anna')
  const ben = await workshop.as('ben')
  const made = async (path: string, body: unknown): Promise<string> => {
    const answer = await ben.post(path, body)
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    return answer.body.id
  }
  const [from, until] = [inMinutes(workshop, 60), inMinutes(workshop, 120)]
  const job = await made('/api/jobs', { printerId: 'printer-1', startsAt: from, endsAt: until, title: 'Ben' })
  // Taken all the while, so that nothing is held for him yet.
  const wait = await made('/api/waiting-list', { printerId: 'printer-1', minutes: 30, from, until })
  await made('/api/calendar', {})
  const { body: offered } = await ben.post(`/api/jobs/${job}/transfer`, { userId: 'trainer' })
  expect(offered.id).toBe(job)
  await workshop.db
    .prepare(
      "insert into notifications (id, user_id, kind, created_at) values ('for-ben', 'ben', 'print_done', 1)",
    )
    .run()
  const report = await made('/api/printers/printer-2/problems', { text: 'Riemen lose' })
  await workshop.db.batch([
    workshop.db
      .prepare("insert into fault_photos (report_id, type, created_at) values (?, 'image/png', 1)")
      .bind(report),
  ])
  const sessions = (await ben.get('/api/auth/sessions')).body.items
  bens = {
    '/api/jobs/': job,
    '/api/waiting-list/': wait,
    '/api/notifications/': 'for-ben',
    '/api/auth/sessions/': sessions[0].id,
    '/api/problems/': report,
    '/api/users/': 'ben',
  }
})
afterAll(() => workshop.stop())

/** What is nobody's own: who may act, may act on all of them. */
const SHARED = [
  '/api/printers/',
  '/api/incidents/',
  '/api/calendar/:file',
  '/api/reports/',
  '/api/qualifications/',
  '/api/cohorts/',
  // One signs for oneself.
  '/api/instructions/',
]
/** Readable by all who may see the plan. */
const READABLE = ['GET /api/jobs/:id', 'GET /api/problems/:id']

/** What would go through, were it one's own. */
const bodyOf = (route: string): unknown => {
  const endsAt = inMinutes(workshop, 150)
  if (route.endsWith('/extend')) return { endsAt }
  if (route.endsWith('/transfer')) return { userId: 'anna' }
  if (route.endsWith('/photo')) return 'a picture'
  if (route.endsWith('/accept-offer')) return { printerId: 'printer-2' }
  if (route.endsWith('/take')) return { title: 'Meins' }
  if (route.startsWith('PATCH /api/jobs')) return { title: 'Meins' }
  return {}
}

/** The routes with an id that an apprentice may call. */
const routes = (() => {
  const app = createApp({ config: { rates: {} }, now: () => 0 } as unknown as Deps)
  const found = new Map<string, Action>()
  for (const { method, path, handler } of app.routes) {
    const action = (handler as { [ACTION]?: Action })[ACTION]
    if (action && path.includes(':') && whoMay(action).includes('apprentice'))
      found.set(`${method} ${path}`, action)
  }
  return [...found.keys()]
})()

/** All that Ben has, as the database holds it. */
const allOfBens = async () => {
  const tables = ['jobs', 'waiting_list', 'notifications', 'sessions', 'calendar_feeds', 'fault_reports']
  const rows = tables.map((table) =>
    workshop.db.prepare(`select * from ${table} where user_id = 'ben' order by 1`).all(),
  )
  return (await Promise.all(rows)).map(({ results }) => results)
}

test('whatever route an apprentice calls with somebody else’s id, that person’s things stay as they are', async () => {
  const before = await allOfBens()
  expect(before.every((rows) => rows.length > 0)).toBe(true)
  const undecided: string[] = []
  const wrong: string[] = []
  for (const route of routes) {
    const [method = '', path = ''] = route.split(' ')
    if (SHARED.some((prefix) => path.startsWith(prefix)) || READABLE.includes(route)) continue
    const [prefix, id] = Object.entries(bens).find(([prefix]) => path.startsWith(prefix)) ?? []
    if (prefix === undefined || id === undefined) {
      undecided.push(route)
      continue
    }
    const answer = await anna.send(
      method,
      path.replace(/:\w+/, id),
      method === 'GET' ? undefined : bodyOf(route),
      { 'if-match': '"2"', ...(path.endsWith('/photo') ? { 'content-type': 'image/png' } : {}) },
    )
    if (![403, 404, 409].includes(answer.status))
      wrong.push(`${route}: ${answer.status} ${JSON.stringify(answer.body)}`)
  }
  expect(undecided, 'routes of which nobody has said whose things they change').toEqual([])
  expect(wrong).toEqual([])
  expect(await allOfBens()).toEqual(before)
})

type Schema = {
  type?: string
  properties?: Record<string, Schema>
  additionalProperties?: unknown
  anyOf?: Schema[]
  items?: Schema
}

/** The objects in a schema that take fields nobody knows. */
const openObjects = (schema: Schema, path: string): string[] => [
  ...(schema.properties && schema.additionalProperties !== false ? [path] : []),
  ...Object.entries(schema.properties ?? {}).flatMap(([name, inner]) =>
    openObjects(inner, `${path}.${name}`),
  ),
  ...(schema.anyOf ?? []).flatMap((inner) => openObjects(inner, path)),
  ...(schema.items ? openObjects(schema.items, `${path}[]`) : []),
]

test('no body takes a field that the route does not name: nobody slips in a role', async () => {
  const { paths } = await currentApi()
  const open: string[] = []
  let bodies = 0
  for (const [path, operations] of Object.entries<Record<string, any>>(paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      const schema = operation.requestBody?.content['application/json']?.schema
      if (!schema) continue
      bodies++
      open.push(...openObjects(schema, `${method} ${path}`))
    }
  }
  expect(bodies).toBeGreaterThan(30)
  expect(open).toEqual([])
  const answer = await anna.post('/api/jobs', {
    printerId: 'printer-2',
    startsAt: inMinutes(workshop, 60),
    endsAt: inMinutes(workshop, 90),
    title: 'x',
    status: 'running',
    role: 'admin',
  })
  expect(answer).toMatchObject({ status: 422, body: { code: 'invalid_input' } })
})

test('no answer with data of anybody is kept by a cache', async () => {
  const admin = await workshop.as('admin')
  const { paths } = await currentApi()
  const kept: string[] = []
  for (const [path, operations] of Object.entries<Record<string, unknown>>(paths)) {
    if (!operations.get) continue
    const { headers } = await admin.get(
      path.replace(/\{\w+\}/, 'printer-1').replaceAll(/\{\w+\}/g, '2026-10'),
    )
    const control = headers.get('cache-control') ?? ''
    if (!/no-store|private/.test(control)) kept.push(`${path}: ${control}`)
  }
  expect(kept).toEqual([])
})
