import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Client } from '../support/client.ts'
import { enrolKiosk, givePin, PIN, visit } from '../support/kiosk.ts'
import { inMinutes, startWorkshop, type Workshop } from '../support/workshop.ts'

const DAY = 86_400_000

let workshop: Workshop
let anna: Client
let ben: Client
let trainer: Client
let laser: string
let textId: string
beforeAll(async () => {
  workshop = await startWorkshop()
})
beforeEach(async () => {
  await workshop.clear()
  await signIn()
  const wish = { name: '3D-Drucker', kind: 'printer' }
  laser = (await trainer.post('/api/qualifications', wish)).body.id
  textId = await publish('Nicht in die laufende Maschine greifen.')
})
afterAll(() => workshop.stop())

/** Sessions end long before instructions do. */
const signIn = async () => {
  ;[anna, ben, trainer] = await Promise.all([workshop.as('anna'), workshop.as('ben'), workshop.as('trainer')])
}
const goTo = async (at: number) => {
  await workshop.setClock(at)
  await signIn()
}
const publish = async (text: string, signAgainBy: string | null = null): Promise<string> => {
  const { status, body } = await trainer.post(`/api/instructions/${laser}/texts`, { text, signAgainBy })
  expect(status).toBe(201)
  return body.id
}
const sign = (who: Client, more = {}) => who.post(`/api/instructions/${laser}/sign`, { textId, ...more })
const confirm = (userIds: string[], who = trainer) =>
  who.post(`/api/instructions/${laser}/confirm`, { textId, userIds })
const book = async (who: Client, from = 60) => {
  const wish = {
    printerId: 'printer-1',
    startsAt: inMinutes(workshop, from),
    endsAt: inMinutes(workshop, from + 30),
  }
  const { status, body } = await who.post('/api/jobs', { ...wish, title: 'Halter' })
  return status === 201 ? 'booked' : body.errors[0]
}
const mine = async (who: Client) => (await who.get('/api/instructions')).body.items[0].mine
const unread = async (who: Client): Promise<string[]> =>
  (await who.get('/api/notifications')).body.items.map(({ kind }: { kind: string }) => kind)
const inMonths = (months: number): string => {
  const date = new Date(workshop.now())
  date.setUTCMonth(date.getUTCMonth() + months)
  return localSameTime(date)
}
/** Ten o'clock in Berlin stays ten o'clock in summer. */
const localSameTime = (date: Date): string => {
  const isSummer = date.getUTCMonth() > 2 && date.getUTCMonth() < 9
  return new Date(date.getTime() - (isSummer ? 3_600_000 : 0)).toISOString()
}

test('only both signatures under the same text open the machines of a kind, in either order', async () => {
  expect(await book(anna)).toMatchObject({ code: 'qualification_missing' })
  expect((await sign(anna)).body).toMatchObject({ trainerSignedAt: null, completedAt: null })
  expect(await book(anna)).toMatchObject({ code: 'qualification_missing' })
  expect(await unread(trainer)).toEqual(['instruction_signed'])
  expect((await trainer.get('/api/instructions/pending')).body.items).toMatchObject([
    { userId: 'anna', waitsFor: 'trainer', version: 1 },
  ])
  const confirmed = await confirm(['anna', 'ben'])
  expect(confirmed.body.items[0]).toMatchObject({ userId: 'anna', expiresAt: inMonths(12) })
  expect(await book(anna)).toBe('booked')

  expect(await book(ben)).toMatchObject({ code: 'qualification_missing' })
  expect(await unread(ben)).toEqual(['instruction_to_sign'])
  expect(await mine(ben)).toMatchObject({ state: 'none', waitsFor: 'person' })
  await sign(ben)
  expect(await mine(ben)).toMatchObject({ state: 'valid', waitsFor: null })
  // Who gives instructions needs none.
  expect(await book(trainer, 200)).toBe('booked')
})

test('nobody instructs themselves, and what is signed stays as it was signed', async () => {
  expect((await confirm(['trainer'])).body.errors[0].code).toBe('not_yourself')
  expect((await confirm(['anna'], anna)).status).toBe(403)
  expect((await confirm(['niemand'])).body.errors[0].code).toBe('unknown_person')
  await sign(anna)
  await workshop.advance(60_000)
  // Twice is once.
  await sign(anna)
  await confirm(['anna'])
  await confirm(['anna'])
  const { items } = (await anna.get('/api/instructions/evidence?userId=anna')).body
  expect(items).toMatchObject([
    {
      trainerName: 'Theo Trainer',
      version: 1,
      userSignedAt: new Date(workshop.now() - 60_000).toISOString(),
    },
  ])
  for (const change of [
    'update instruction_records set expires_at = null',
    'delete from instruction_records',
    "update instruction_texts set text = 'x'",
  ])
    await expect(workshop.db.prepare(change).run()).rejects.toThrow(/append_only/)
  expect(
    (await trainer.post(`/api/qualifications/${laser}/holders`, { userId: 'ben' })).body.errors[0].code,
  ).toBe('needs_signatures')
})

test('it is good for half a year for minors, whose birthday is forgotten when it has come', async () => {
  expect((await anna.put('/api/users/anna/minority', { adultOn: null })).status).toBe(403)
  await trainer.put('/api/users/anna/minority', { adultOn: '2026-11-24' })
  await confirm(['anna'])
  expect((await sign(anna)).body.expiresAt).toBe(inMonths(6))
  await goTo(workshop.now() + DAY)
  expect((await trainer.get('/api/users/anna/minority')).body.adultOn).toBe('2026-11-24')
  await (await workshop.as('admin')).post('/api/retention/run')
  expect((await trainer.get('/api/users/anna/minority')).body.adultOn).toBeNull()
  await confirm(['anna'])
  expect((await sign(anna)).body.expiresAt).toBe(inMonths(12))
})

test('a booking beyond the end of an instruction is refused with its date, and its end is told ahead', async () => {
  await sign(anna)
  const { expiresAt } = (await confirm(['anna'])).body.items[0]
  await goTo(Date.parse(expiresAt) - DAY)
  expect(await book(anna, 24 * 60)).toMatchObject({ code: 'qualification_expires', params: { expiresAt } })
  await workshop.tick()
  expect(await unread(anna)).toEqual(['qualification_expiring'])
})

test('a new text ends what was signed before, if it says so, and has to be read anew', async () => {
  await confirm(['anna', 'ben'])
  await sign(anna)
  await sign(ben)
  await publish('Haare zusammenbinden.')
  expect(await mine(anna)).toMatchObject({ state: 'valid', expiresAt: inMonths(12) })
  expect((await sign(anna)).body.errors[0].code).toBe('text_outdated')

  textId = await publish('Schutzbrille tragen.', '2026-11-30')
  expect(await unread(anna)).toContain('instruction_changed')
  expect(await mine(anna)).toMatchObject({ expiresAt: '2026-11-30T23:00:00.000Z' })
  await confirm(['anna'])
  await sign(anna)
  expect(await mine(anna)).toMatchObject({ expiresAt: inMonths(12) })
  await goTo(Date.parse('2026-12-01T09:00:00Z'))
  expect(await book(anna)).toBe('booked')
  expect(await book(ben)).toMatchObject({ code: 'qualification_expires' })
  const { items, texts } = (await trainer.get(`/api/instructions/evidence?qualificationId=${laser}`)).body
  expect(items.map(({ version }: { version: number }) => version)).toEqual([3, 1, 1])
  expect(texts.map(({ text }: { text: string }) => text)).toContain('Nicht in die laufende Maschine greifen.')
  expect((await ben.get('/api/instructions/evidence?userId=anna')).status).toBe(403)
  expect((await ben.get(`/api/instructions/evidence?qualificationId=${laser}`)).status).toBe(403)
})

test('at a kiosk both sign in one step: the apprentice who is signed in, and a trainer by PIN', async () => {
  const { device } = await enrolKiosk(workshop)
  await givePin(workshop, 'anna')
  await givePin(workshop, 'ben')
  await givePin(workshop, 'trainer')
  await visit(device, { username: 'anna', pin: PIN })
  const beside = (username: string, pin = PIN) => sign(device, { trainer: { username, pin } })
  expect((await beside('trainer', '111222')).body.code).toBe('invalid_credentials')
  expect((await beside('ben')).body.code).toBe('forbidden')
  expect(await mine(anna)).toMatchObject({ state: 'none', waitsFor: null })
  expect((await beside('trainer')).body).toMatchObject({ expiresAt: inMonths(12) })
  const { items } = (await anna.get('/api/instructions/evidence?userId=anna')).body
  expect(items).toMatchObject([
    { userSignedIn: 'kiosk', trainerSignedIn: 'kiosk', trainerName: 'Theo Trainer' },
  ])
  // A PIN is no proof elsewhere.
  expect((await sign(ben, { trainer: { username: 'trainer', pin: PIN } })).status).toBe(403)
})
