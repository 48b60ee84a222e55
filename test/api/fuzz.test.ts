import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { currentApi } from '../../public/build/api-description.ts'
import type { Client } from '../support/client.ts'
import { inMinutes, PASSWORD, startWorkshop, type Workshop } from '../support/workshop.ts'

/** How many requests each route gets; `MYP_FUZZ_RUNS=1000` before a release, see docs/security.md. */
const RUNS = Number(process.env.MYP_FUZZ_RUNS ?? 15)
/** Only the paths that this names, to go through all of them in parts: `MYP_FUZZ_PATHS='^/api/jobs'`. */
const PATHS = new RegExp(process.env.MYP_FUZZ_PATHS ?? '')

type Schema = {
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  properties?: Record<string, Schema>
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
  format?: string
}
type Operation = {
  parameters?: { name: string; in: string; schema: Schema }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
}

let workshop: Workshop
let admin: Client
let paths: Record<string, Record<string, Operation>>
beforeAll(async () => {
  workshop = await startWorkshop({ plugAddresses: ['192.0.2.50'] })
  admin = await workshop.as('admin')
  for (const status of await seedThings()) expect(status).toBe(201)
  const all = (await currentApi()).paths as unknown as typeof paths
  paths = Object.fromEntries(Object.entries(all).filter(([path]) => PATHS.test(path)))
})
afterAll(() => workshop.stop())

/** Where the things are whose ids a path takes, by the part of the path before the id. */
const TABLES: Record<string, string> = {
  jobs: 'jobs',
  problems: 'fault_reports',
  incidents: 'incidents',
  maintenance: 'maintenance_plans',
  qualifications: 'qualifications',
  instructions: 'qualifications',
  closures: 'closures',
  'cost-centres': 'cost_centres',
  cohorts: 'cohorts',
  kiosks: 'kiosks',
  tariffs: 'tariffs',
  'waiting-list': 'waiting_list',
  notifications: 'notifications',
  plugs: 'plugs',
}

/** Something to be changed at each of these places; answers the statuses. */
const seedThings = async (): Promise<number[]> => {
  const startsAt = inMinutes(workshop, 60 + 90 * Math.floor(Math.random() * 80))
  const endsAt = new Date(Date.parse(startsAt) + 3_600_000).toISOString()
  const of = { printerId: 'printer-2' }
  const text = crypto.randomUUID().slice(0, 18)
  const things: [string, object][] = [
    ['/api/jobs', { ...of, startsAt, endsAt, title: 'Halter' }],
    ['/api/printers/printer-2/problems', { text: 'Lüfter klappert' }],
    ['/api/maintenance', { ...of, name: text, everyDays: 30 }],
    ['/api/qualifications', { name: text, kind: 'printer' }],
    ['/api/cost-centres', { code: text, name: text }],
    ['/api/cohorts', { name: text }],
    ['/api/kiosks', { name: text }],
    ['/api/tariffs', { kind: 'energy', cents: 30_500, validFrom: '2027-01-01T00:00:00+01:00' }],
  ]
  const statuses: number[] = []
  for (const [path, thing] of things) statuses.push((await admin.post(path, thing)).status)
  return statuses
}

/** The id of something that is there, or is put there first. */
const realId = async (path: string): Promise<string> => {
  const table = TABLES[path.split('/')[2] ?? '']
  if (table === undefined) return 'printer-1'
  const find = () => workshop.db.prepare(`select id from ${table} order by random() limit 1`).first('id')
  const found = await find()
  if (found === null) await seedThings()
  return String(found ?? (await find()) ?? 'nothing')
}

const NASTY = [
  "' or 1=1 --",
  '"; drop table users; --',
  '%_\\',
  '../../etc/passwd',
  '\u0000',
  '<script>alert(1)</script>',
  '{{7*7}}',
  '\u202Egnp.exe',
  '𝕳𝖆𝖑𝖑𝖔',
  'ﬁ\u0301\u0301\u0301',
  '__proto__',
  'constructor',
  '-0',
  '1e309',
  'NaN',
  '9007199254740993',
  '',
  ' ',
  'x'.repeat(5_000),
]
const nasty = fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'binary', maxLength: 40 }))
const anything: fc.Arbitrary<unknown> = fc.oneof(
  nasty,
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(null, true, -1, 0, 1e15, 1e308, [], {}, [[[[]]]], { __proto__: null }),
)

/** Stands for the id of something that is there. */
const REAL = 'real'

/** Values as the schema wants them, and sometimes not. */
const near = (schema: Schema | undefined, depth = 0): fc.Arbitrary<unknown> => {
  if (!schema || depth > 4) return anything
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return fc.oneof(...choices.map((choice) => near(choice, depth + 1)), anything)
  if (schema.const !== undefined) return fc.oneof(fc.constant(schema.const), anything)
  if (schema.enum) return fc.oneof(fc.constantFrom(...schema.enum), anything)
  if (schema.format === 'date-time')
    return fc.oneof(
      fc
        .date({ noInvalidDate: true, min: new Date('2026-11-01'), max: new Date('2027-03-01') })
        .map((date) => date.toISOString()),
      fc.constantFrom('0000-01-01T00:00:00Z', '9999-12-31T23:59:59+23:59', '2026-02-30T00:00:00Z'),
      anything,
    )
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'object':
      return fc.oneof(
        { weight: 6, arbitrary: objectOf(schema.properties ?? {}, depth) },
        { weight: 1, arbitrary: anything },
      )
    case 'array':
      return fc.oneof(fc.array(near(schema.items, depth + 1), { maxLength: 5 }), anything)
    case 'integer':
    case 'number':
      return fc.oneof(fc.integer({ min: -10, max: 10_000 }), fc.double(), anything)
    case 'boolean':
      return fc.oneof(fc.boolean(), anything)
    default:
      return fc.oneof(fc.constantFrom('anna', 'printer-1', 'admin', '2026-12-24', 'ok'), nasty, anything)
  }
}
const objectOf = (properties: Record<string, Schema>, depth: number) =>
  fc.record(
    Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, near(schema, depth + 1)])),
    { requiredKeys: [] },
  )

const requestOf = (path: string, { parameters = [], requestBody }: Operation) => {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string)
  const queries = parameters.filter((parameter) => parameter.in === 'query')
  const others = fc.constantFrom(
    'printer-1',
    'anna',
    'nothing',
    'me',
    ...NASTY.map((text) => text.slice(0, 100)),
  )
  const ids = fc.oneof(fc.constant(REAL), others)
  return fc.record({
    path: fc.record(Object.fromEntries(inPath.map((name) => [name, ids]))),
    query: objectOf(Object.fromEntries(queries.map(({ name, schema }) => [name, schema])), 0),
    body: requestBody ? near(requestBody.content['application/json']?.schema) : fc.constant(undefined),
    isBroken: fc.nat(20).map((n) => n === 0),
  })
}

const urlOf = (path: string, ids: Record<string, unknown>, query: Record<string, unknown>): string => {
  // What can't be written into a URL can't be sent by a client either.
  const written = (value: unknown): string => encodeURIComponent(String(value).toWellFormed())
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name) => written(ids[name]) || '-')
  const pairs = Object.entries(query).map(([name, value]) => {
    const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
    return `${written(name)}=${written(text)}`
  })
  return pairs.length > 0 ? `${filled}?${pairs.join('&')}` : filled
}

test('a change of nothing is no mistake', async () => {
  const changed: string[] = []
  for (const [path, operations] of Object.entries(paths)) {
    if (operations.patch === undefined || !path.endsWith('{id}')) continue
    const id = path.startsWith('/api/users') ? 'ben' : await realId(path)
    const answer = await admin.patch(path.replace('{id}', id), {}, { 'if-match': '"1"' })
    expect([200, 409, 422], `${path}: ${JSON.stringify(answer.body)}`).toContain(answer.status)
    changed.push(path)
  }
  if (PATHS.source === '(?:)') expect(changed.length).toBeGreaterThanOrEqual(8)
})

test('whatever is sent, no route breaks: never a 500, never a trace of SQL or of the program', {
  timeout: 3_600_000,
}, async () => {
  const bodyTexts = (body: unknown, isBroken: boolean): string | undefined => {
    if (body === undefined) return undefined
    const text = JSON.stringify(body) ?? ''
    return isBroken ? text.slice(0, -1) : text
  }
  let sent = 0
  for (const [path, operations] of Object.entries(paths)) {
    for (const [name, operation] of Object.entries(operations)) {
      const method = name.toUpperCase()
      const property = fc.asyncProperty(
        requestOf(path, operation),
        async ({ path: ids, query, body, isBroken }) => {
          const named = Object.entries(ids).map(async ([name, id]) => [
            name,
            id === REAL ? await realId(path) : id,
          ])
          const url = urlOf(path, Object.fromEntries(await Promise.all(named)), query)
          let answer = await admin.send(method, url, bodyTexts(body, isBroken))
          if (answer.status === 401 && path !== '/api/auth/login') {
            // It changed its own account, or ended its own session.
            admin = await reviveAdmin()
            answer = await admin.send(method, url, bodyTexts(body, isBroken))
          }
          sent++
          const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body)
          expect([500, 502], `${method} ${url} ${bodyTexts(body, isBroken)}: ${text}`).not.toContain(
            answer.status,
          )
          if (answer.status >= 400)
            expect(text).not.toMatch(/SQLITE|D1_ERROR|drizzle|select .* from|\.ts:\d+|node_modules/i)
        },
      )
      await fc.assert(property, { numRuns: RUNS })
    }
  }
  expect(sent).toBeGreaterThan(Object.keys(paths).length * RUNS * 0.9)
  // It all still works.
  expect((await (await reviveAdmin()).get('/api/board')).status).toBe(200)
})

/** The random requests may have renamed, demoted or disabled whom they act as. */
const reviveAdmin = async (): Promise<Client> => {
  await workshop.db
    .prepare(
      `update users set username = 'admin', role = 'admin', disabled_at = null, expires_at = null, anonymised_at = null,
         must_change_password = 0, totp_enabled_at = null,
         password_hash = (select password_hash from users where id = 'gast')
       where id = 'admin'`,
    )
    .run()
  await workshop.db.prepare('delete from login_throttles').run()
  const client = workshop.visitor()
  await client.signIn('admin', PASSWORD)
  return client
}
