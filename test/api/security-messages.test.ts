import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Client } from '../support/client.ts'
import { enrolKiosk, givePin, visit } from '../support/kiosk.ts'
import { newcomers } from '../support/newcomers.ts'
import { PASSWORD, startWorkshop, type Username, type Workshop } from '../support/workshop.ts'

let workshop: Workshop
let admin: Client
beforeAll(async () => {
  workshop = await startWorkshop()
})
afterAll(() => workshop.stop())
beforeEach(async () => {
  await workshop.clear()
  await workshop.db.prepare('delete from sessions').run()
  admin = await workshop.as('admin')
})

const { settled } = newcomers(
  () => workshop,
  () => admin,
)

const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/'
const signIn = (username: string, from: string, browser: string, cookie?: string) =>
  workshop
    .visitor({ 'x-myp-client-ip': from, 'user-agent': browser, ...(cookie ? { cookie } : {}) })
    .post('/api/auth/login', { username, password: PASSWORD })
const guess = async (username: string, from: string, times: number) => {
  for (let i = 0; i < times; i++)
    await workshop
      .visitor({ 'x-myp-client-ip': from })
      .post('/api/auth/login', { username, password: `falsch falsch ${i}` })
}
/** What somebody has been told, the latest first. */
const told = async (client: Client): Promise<{ kind: string; text: string }[]> =>
  (await client.get('/api/notifications')).body.items

const messagesOf = async (username: Username) => told(await workshop.as(username))

test('a sign-in with a new browser or from a new place is told, the first one and known ones are not', async () => {
  const first = await signIn('anna', '192.0.2.1', `${FIREFOX}140.0`)
  const known = first.headers
    .getSetCookie()
    .map((set) => set.split(';')[0])
    .find((pair) => pair?.startsWith('__Host-myp_browser')) as string
  // The same desk after an update of the browser, and the same laptop somewhere else.
  await signIn('anna', '192.0.2.1', `${FIREFOX}141.0`)
  await signIn('anna', '198.51.100.7', `${FIREFOX}141.0`, known)
  expect((await told(await quietly('anna', '192.0.2.1', `${FIREFOX}141.0`))).length).toBe(0)

  await signIn('anna', '192.0.2.66', 'Mozilla/5.0 (X11; Linux x86_64) Chrome/147.0 Safari/537.36')
  const [message, ...others] = await told(await quietly('anna', '192.0.2.1', `${FIREFOX}141.0`))
  expect(message).toMatchObject({ kind: 'new_device' })
  expect(message?.text).toBe(
    'Neue Anmeldung: Mo., 23.11.2026, 10:00 mit Chrome (Linux) von 192.0.2.66. Warst du das nicht? Dann ändere dein Passwort und sag der Verwaltung Bescheid.',
  )
  expect(others).toEqual([])
  await signIn('anna', '192.0.2.66', 'Mozilla/5.0 (X11; Linux x86_64) Chrome/148.0 Safari/537.36')
  expect(await told(await quietly('anna', '192.0.2.1', `${FIREFOX}141.0`))).toHaveLength(1)
})

/** Signed in from where the person is known. */
const quietly = async (username: string, from: string, browser: string): Promise<Client> => {
  const client = workshop.visitor({ 'x-myp-client-ip': from, 'user-agent': browser })
  await client.signIn(username, PASSWORD)
  return client
}

test('whoever changes how somebody gets in: that person is told', async () => {
  const person = await settled({ role: 'trainer' })
  const kinds = async () =>
    (await told(person.client)).map(({ kind, text }) => `${kind}: ${text.split('.')[0]}`)
  expect(await kinds()).toEqual([
    'access_changed: Dein Passwort wurde geändert, und du bist überall sonst abgemeldet',
  ])
  await person.client.put('/api/kiosk-access/pin', { password: person.password, pin: '482913' })
  expect(await kinds()).toContainEqual(expect.stringContaining('eine PIN für den Kiosk gesetzt'))

  const { device } = await enrolKiosk(workshop)
  await visit(device, { username: person.username, pin: '482913' })
  expect((await device.post('/api/kiosk/badge', { badge: '04A1B2C3' })).status).toBe(204)
  expect(await kinds()).toContainEqual(expect.stringContaining('Ein Ausweis ist jetzt mit dir verbunden'))

  expect((await person.client.delete('/api/kiosk-access/badge')).status).toBe(204)
  expect(await kinds()).toContainEqual(expect.stringContaining('Dein Ausweis meldet dich nicht mehr'))
  // Nothing is told, or put on record, when there was nothing to remove.
  const before = (await kinds()).length
  expect((await person.client.delete('/api/kiosk-access/badge')).status).toBe(204)
  expect(await kinds()).toHaveLength(before)
})

test('an admin takes PIN and badge away: the visit ends, the person is told, and it is on record', async () => {
  await givePin(workshop, 'ben')
  const { device } = await enrolKiosk(workshop)
  await visit(device, { username: 'ben', pin: '482913' })
  await device.post('/api/kiosk/badge', { badge: '04FFEE' })
  expect((await admin.get('/api/users/ben')).body).toMatchObject({
    pinSetAt: new Date(workshop.now()).toISOString(),
    badgeSetAt: new Date(workshop.now()).toISOString(),
  })
  expect((await (await workshop.as('trainer')).post('/api/users/ben/reset-kiosk-access')).status).toBe(403)
  expect((await admin.post('/api/users/ben/reset-kiosk-access')).status).toBe(204)

  expect((await device.post('/api/kiosk/keep')).status).toBe(403)
  expect((await admin.get('/api/users/ben')).body).toMatchObject({ pinSetAt: null, badgeSetAt: null })
  const attempts: Record<string, string>[] = [{ username: 'ben', pin: '482913' }, { badge: '04FFEE' }]
  for (const attempt of attempts)
    expect((await visit(device, attempt)).body).toMatchObject({ code: 'invalid_credentials' })
  expect((await messagesOf('ben')).map(({ text }) => text)).toContainEqual(
    expect.stringContaining('Die Verwaltung hat deine PIN und deinen Ausweis'),
  )
  const record = await workshop.db
    .prepare("select actor_id, entity_id from audit_events where action = 'user.reset_kiosk_access'")
    .all()
  expect(record.results).toEqual([{ actor_id: 'admin', entity_id: 'ben' }])
  // There is nothing left to take away.
  expect((await admin.post('/api/users/ben/reset-kiosk-access')).status).toBe(204)
  expect((await admin.post('/api/users/nobody/reset-kiosk-access')).status).toBe(404)
  expect((await messagesOf('ben')).filter(({ kind }) => kind === 'access_changed')).toHaveLength(2)
})

test('a locked account is told to the person and to the admins, once for each lock', async () => {
  const anna = await workshop.as('anna')
  for (let i = 0; i < 5; i++) await guess('anna', `203.0.113.${i}`, 1)
  await guess('anna', '203.0.113.9', 3)
  const own = await told(anna)
  expect(own).toHaveLength(1)
  expect(own[0]?.text).toContain('zuletzt von 203.0.113.4. Von dort bleibt es bis Mo., 23.11.2026, 10:05')
  expect((await told(admin)).map(({ text }) => text)).toEqual([
    'Zu viele falsche Anmeldungen für Anna Muster von 203.0.113.4: gesperrt bis Mo., 23.11.2026, 10:05.',
  ])
  expect(await messagesOf('trainer')).toEqual([])
})

test('a locked address is told to the admins, without a name', async () => {
  for (const name of ['niemand-1', 'niemand-2', 'niemand-3', 'niemand-4', 'niemand-5'])
    await guess(name, '203.0.113.50', 1)
  expect((await told(admin)).map(({ text }) => text)).toEqual([
    'Zu viele falsche Anmeldungen von 203.0.113.50: gesperrt bis Mo., 23.11.2026, 10:05.',
  ])
})

test('five wrong PINs at a kiosk are told to the person and to the admins, with the kiosk’s name', async () => {
  await givePin(workshop, 'ben')
  const { device } = await enrolKiosk(workshop, 'Eingang')
  for (let i = 0; i < 6; i++) await visit(device, { username: 'ben', pin: '111222' })
  expect((await messagesOf('ben')).map(({ text }) => text)).toEqual([
    expect.stringContaining('Am Kiosk „Eingang“ wurde zu oft eine falsche PIN für dich eingegeben.'),
  ])
  expect((await told(admin)).map(({ text }) => text)).toEqual([
    'Zu viele falsche Anmeldungen für Ben Beispiel am Kiosk „Eingang“: gesperrt bis Mo., 23.11.2026, 10:05.',
  ])
})
