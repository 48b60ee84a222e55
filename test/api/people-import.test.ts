import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client } from '../support/client.ts'
import { startWorkshop, type Workshop } from '../support/workshop.ts'

let workshop: Workshop
let admin: Client
beforeAll(async () => {
  workshop = await startWorkshop()
  admin = await workshop.as('admin')
  await admin.post('/api/cohorts', { name: '2026' })
})
afterAll(() => workshop.stop())

const importTable = (table: string | Uint8Array, more: Record<string, unknown> = {}) =>
  admin.post('/api/users/import', {
    content: Buffer.from(table as string).toString('base64'),
    dryRun: false,
    ...more,
  })
const countUsers = async () =>
  (await workshop.db.prepare('select count(*) as n from users').first<{ n: number }>())?.n

test('a dry run reports every row and writes nothing; the import then does just that', async () => {
  const table = [
    'Benutzername;Vorname;Nachname;Rolle;Lehrjahrgang;Ablaufdatum;Schuhgröße',
    ';Jürgen;Größmann;Azubi;2026;31.07.2029;43',
    'anna;Anna;Neuname;;;;',
    'ben;Ben;Beispiel;Azubi;;;',
    ';;;;;;',
    'meister;Mia;Meister;Ausbilderin;;;',
  ].join('\r\n')
  const before = await countUsers()
  const preview = await importTable(table, { dryRun: true })
  expect(preview).toMatchObject({
    status: 200,
    body: {
      dryRun: true,
      encoding: 'utf-8',
      delimiter: ';',
      ignoredColumns: ['Schuhgröße'],
      counts: { create: 2, update: 1, unchanged: 1, error: 0 },
    },
  })
  expect(await countUsers()).toBe(before)

  const { body } = await importTable(table)
  expect(body.rows.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
    'create',
    'update',
    'unchanged',
    'create',
  ])
  expect(body.rows[0]).toMatchObject({
    line: 2,
    username: 'juergen.groessmann',
    displayName: 'Jürgen Größmann',
    cohortName: '2026',
    // The whole of the last day counts, in Berlin.
    expiresAt: '2029-07-31T22:00:00.000Z',
  })
  const { username, temporaryPassword } = body.rows[0]
  expect(
    await workshop.visitor().post('/api/auth/login', { username, password: temporaryPassword }),
  ).toMatchObject({
    status: 200,
    body: { user: { mustChangePassword: true, role: 'apprentice' } },
  })
  // Who was there keeps the password.
  expect(body.rows[1].temporaryPassword).toBeNull()
  expect((await workshop.as('anna')).cookie()).toBeTruthy()
  expect((await admin.get('/api/users/anna')).body.displayName).toBe('Anna Neuname')
  expect((await importTable(table)).body.counts).toEqual({ create: 0, update: 0, unchanged: 4, error: 0 })
})

const umlauts = 'Name;Rolle\r\nÄnne Özgür-Weiß „Anni“ 1;Gast\r\n'
const windows1252 = Uint8Array.from(
  umlauts.replaceAll('„', '\u0084').replaceAll('“', '\u0093'),
  (character) => character.charCodeAt(0),
)
test.each([
  ['UTF-8', 'utf-8', Buffer.from(umlauts)],
  ['UTF-8 with a byte order mark', 'utf-8', Buffer.from(`\uFEFF${umlauts}`)],
  ['Windows-1252', 'windows-1252', windows1252],
  [
    'UTF-16, as Excel’s "Unicode text"',
    'utf-16',
    Buffer.from(`\uFEFF${umlauts.replaceAll(';', '\t')}`, 'utf16le'),
  ],
])('umlauts arrive whole from %s', async (_, encoding, bytes) => {
  const { body } = await importTable(bytes as Uint8Array, { dryRun: true })
  expect(body.errors).toBeUndefined()
  expect(body).toMatchObject({ encoding, rows: [{ displayName: 'Änne Özgür-Weiß „Anni“ 1', role: 'guest' }] })
})

test('a table with errors names each wrong cell and changes nothing', async () => {
  const table = [
    'username,name,role,cohort,expires',
    'new-one,Neue Eins,Admin,,',
    'admin,Ada Anders,Ausbilder,,',
    'new-two,,,,',
    'new-three,Neue Drei,,1999,',
    'new-four,Neue Vier,,,31.02.2027',
    'NEW-FIVE,Neue Fünf,,,',
    'new-five,Neue Fünf,,,',
    'new six,Neue Sechs,,,',
  ].join('\n')
  const before = await countUsers()
  const answer = await importTable(table)
  expect(answer).toMatchObject({ status: 422, body: { code: 'invalid_input' } })
  expect(answer.body.errors.map(({ path, code }: Record<string, string>) => `${path} ${code}`)).toEqual([
    'content csv_has_errors',
    'rows.2.role csv_unknown_role',
    'rows.3.role csv_is_admin',
    'rows.4.displayName csv_missing_name',
    'rows.5.cohort unknown_cohort',
    'rows.6.expiresOn csv_not_a_date',
    'rows.8.username csv_twice',
    'rows.9.username bad_username',
  ])
  expect(await countUsers()).toBe(before)
  expect((await admin.get('/api/users/admin')).body).toMatchObject({
    role: 'admin',
    displayName: 'Ada Admin',
  })
})

test.each([
  ['no table', 'Hallo Welt', 'csv_unreadable'],
  ['nothing', '    ', 'csv_unreadable'],
  ['a table without names', 'Benutzername;Rolle\nx;Azubi', 'csv_missing_column'],
  ['a table of ninety thousand blank rows', `Benutzername\n${';\n'.repeat(88_000)}`, 'csv_missing_column'],
  ['a table of ninety thousand rows', `Name\n${'a\n'.repeat(88_000)}`, 'csv_too_long'],
  ['a heading of a hundred thousand columns', ';'.repeat(100_000), 'csv_unreadable'],
  ['too many rows', `Name\n${'Name Nachname\n'.repeat(1001)}`, 'csv_too_long'],
])('%s is refused', async (_, table, code) => {
  expect((await importTable(table)).body.errors).toMatchObject([{ code }])
})

test('ten megabytes do not even arrive, and formulas are names like others', async () => {
  expect((await admin.announce('POST', '/api/users/import', 10_000_000, 'application/json')).status).toBe(413)
  const { body } = await importTable('Name;Benutzername\n=HYPERLINK("http://x");formel\n<b>Fett</b>;fett')
  expect(body.rows.map(({ displayName }: { displayName: string }) => displayName)).toEqual([
    '=HYPERLINK("http://x")',
    '<b>Fett</b>',
  ])
})

test('what is no file is refused', async () => {
  const { body } = await admin.post('/api/users/import', { content: 'ä#ö!', dryRun: true })
  expect(body.errors).toMatchObject([{ path: 'content', code: 'invalid_format' }])
})

test('a whole school of 500 comes in at once, in time', async () => {
  const rows = Array.from({ length: 500 }, (_, i) => `Vorname${i} Nachname${i};Azubi;2026`)
  const startedAt = performance.now()
  const { body, status } = await importTable(`Name;Rolle;Jahrgang\n${rows.join('\n')}`)
  expect(status).toBe(200)
  expect(body.counts.create).toBe(500)
  expect(performance.now() - startedAt).toBeLessThan(10_000)
})

test('trainers read people, and import nobody', async () => {
  const trainer = await workshop.as('trainer')
  expect((await trainer.get('/api/users')).status).toBe(200)
  expect((await trainer.post('/api/users/import', { content: 'TmFtZQ==', dryRun: true })).status).toBe(403)
})
