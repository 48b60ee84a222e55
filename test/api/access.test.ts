import { afterAll, beforeAll, expect, test } from 'vitest'
import { currentApi } from '../../public/build/api-description.ts'
import { createApp } from '../../worker/app.ts'
import type { Deps } from '../../worker/deps.ts'
import { type Action, mustChangePasswordFirst, type Who, whoMay } from '../../worker/domain/access.ts'
import { ACTION } from '../../worker/http/may.ts'
import type { Client } from '../support/client.ts'
import { enrolKiosk } from '../support/kiosk.ts'
import { inMinutes, startWorkshop, type Username, type Workshop } from '../support/workshop.ts'

let workshop: Workshop
let kioskCookie: string
beforeAll(async () => {
  workshop = await startWorkshop()
  kioskCookie = (await enrolKiosk(workshop)).device.cookie() as string
})
afterAll(() => workshop.stop())

type Handler = { [ACTION]?: Action }
/** The routes as the program knows them, with their handlers in order; what is mounted for all paths is no route. */
const routes = (() => {
  const app = createApp({ config: { rates: {} }, now: () => 0 } as unknown as Deps)
  const byRoute = new Map<string, Handler[]>()
  for (const { method, path, handler } of app.routes) {
    if (path.includes('*')) continue
    const key = `${method} ${path}`
    byRoute.set(key, [...(byRoute.get(key) ?? []), handler as Handler])
  }
  return byRoute
})()
/** Guarded by tokens of this machine's own, and never reached through the gateway. */
const INTERNAL = ['POST /internal/reset-admin', 'GET /internal/plug-events']

const CALLERS: Record<Who, () => Promise<Client>> = {
  admin: () => workshop.as('admin'),
  trainer: () => workshop.as('trainer'),
  apprentice: () => workshop.as('anna'),
  guest: () => workshop.as('gast'),
  kiosk: async () => workshop.visitor({ cookie: kioskCookie }),
  nobody: async () => workshop.visitor(),
}

/** Everybody's for one's own things; for others' the service asks for more. */
const OWN_ONLY: Action[] = ['user.export']

/** With ids that name nothing, so that being allowed changes nothing. */
const send = (client: Client, route: string) => {
  const [method = '', path = ''] = route.split(' ')
  return client.send(method, path.replaceAll(/:\w+/g, 'nothing'), method === 'GET' ? undefined : {})
}

test.each(
  [...routes].filter(([route]) => !INTERNAL.includes(route)),
)('%s names its action, first of all and only once', (_, handlers) => {
  expect(handlers[0]?.[ACTION]).toBeTruthy()
  expect(handlers.filter((handler) => handler[ACTION])).toHaveLength(1)
})

test('the description of the API holds every route, its action and who may', async () => {
  const body = await currentApi()
  const described = Object.entries(body.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => [
      `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
      operation['x-action'],
    ]),
  )
  const known = [...routes].filter(([route]) => !INTERNAL.includes(route))
  expect(Object.fromEntries(described)).toEqual(
    Object.fromEntries(known.map(([route, [first]]) => [route, first?.[ACTION]])),
  )
})

test.each(Object.keys(CALLERS) as Who[])('every route treats the %s as the table says', async (who) => {
  let client = await CALLERS[who]()
  const wrong: string[] = []
  for (const [route, [first]] of routes) {
    const action = first?.[ACTION]
    if (action === undefined) continue
    // Some routes end the session.
    if (route.includes('/api/auth/')) client = await CALLERS[who]()
    const { status, body } = await send(client, route)
    const isRefused = status === 401 || (status === 403 && body.code === 'forbidden')
    const isAllowed = whoMay(action).includes(who)
    const expected = who === 'nobody' ? 401 : 403
    if (OWN_ONLY.includes(action) && isAllowed) continue
    if (isAllowed ? isRefused : status !== expected || !isRefused)
      wrong.push(`${route} (${action}): ${status} ${body.code}`)
    if (status >= 500 && status !== 503) wrong.push(`${route}: ${status}`)
  }
  expect(wrong).toEqual([])
})

test('who must choose a password first gets nothing but that', async () => {
  const admin = await workshop.as('admin')
  const wish = { username: 'neu', displayName: 'Nora Neu', role: 'admin' }
  const { temporaryPassword } = (await admin.post('/api/users', wish)).body
  const wrong: string[] = []
  const newcomer = async () => {
    const client = workshop.visitor()
    await client.signIn('neu', temporaryPassword)
    return client
  }
  let client = await newcomer()
  for (const [route, [first]] of routes) {
    const action = first?.[ACTION]
    // What only a kiosk may is not an admin's anyway.
    if (action === undefined || !whoMay(action).includes('admin')) continue
    if (route.includes('/api/auth/')) client = await newcomer()
    const { body } = await send(client, route)
    const actor = { kind: 'user', mustChangePassword: true } as never
    const isHeld = body.code === 'password_change_required'
    if (isHeld !== mustChangePasswordFirst(actor, action)) wrong.push(`${route} (${action}): ${body.code}`)
  }
  expect(wrong).toEqual([])
})

const jobOf = async (username: Username, from: number) => {
  const answer = await (await workshop.as(username)).post('/api/jobs', {
    printerId: 'printer-1',
    startsAt: inMinutes(workshop, from),
    endsAt: inMinutes(workshop, from + 30),
    title: 'Geheimes Teil',
  })
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body
}

test('somebody else’s reservation is not one’s own to change, whatever the way', async () => {
  const job = await jobOf('ben', 60)
  const anna = await workshop.as('anna')
  const endsAt = inMinutes(workshop, 120)
  for (const [method, path, body] of [
    ['PATCH', '', { title: 'Meins' }],
    ['POST', '/cancel', {}],
    ['POST', '/finish', {}],
    ['POST', '/start', {}],
    ['POST', '/extend', { endsAt }],
    ['POST', '/approve', {}],
    ['POST', '/reject', {}],
    ['POST', '/transfer', { userId: 'anna' }],
    ['POST', '/transfer/accept', {}],
  ] as const) {
    const answer = await anna.send(method, `/api/jobs/${job.id}${path}`, body, { 'if-match': '"1"' })
    expect([403, 404, 409], `${method} ${path}: ${JSON.stringify(answer.body)}`).toContain(answer.status)
  }
  expect((await (await workshop.as('ben')).get(`/api/jobs/${job.id}`)).body).toMatchObject(job)
})

test('somebody else’s session, data and messages are out of reach', async () => {
  const [anna, ben] = [await workshop.as('anna'), await workshop.as('ben')]
  const sessions = (await ben.get('/api/auth/sessions')).body.items
  expect((await anna.delete(`/api/auth/sessions/${sessions[0].id}`)).status).toBe(404)
  expect((await anna.get('/api/users/ben/export')).status).toBe(403)
  await workshop.db
    .prepare(
      "insert into notifications (id, user_id, kind, created_at) values ('for-ben', 'ben', 'job_approved', 1)",
    )
    .run()
  expect((await anna.post('/api/notifications/for-ben/read')).status).toBe(404)
  expect((await ben.get('/api/auth/session')).status).toBe(200)
})

test('a guest learns no names and no titles, on no page', async () => {
  await jobOf('anna', 180)
  const guest = await workshop.as('gast')
  for (const path of ['/api/jobs', '/api/board', '/api/printers', '/api/printers/printer-1']) {
    const text = JSON.stringify((await guest.get(path)).body)
    expect(text, path).not.toMatch(/Anna|Ben |Geheimes/)
  }
})
