import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorkshop, type Workshop } from '../support/workshop.ts'

const CODE = 'h4km-x7pw-qe9t'
let workshop: Workshop
beforeAll(async () => {
  workshop = await startWorkshop({ isEmpty: true, vars: { SETUP_CODE: CODE } })
})
afterAll(() => workshop.stop())

let address = 0
const setUp = (more: Record<string, unknown> = {}) =>
  workshop.visitor({ 'x-myp-client-ip': `192.0.2.${++address}` }).post('/api/auth/setup', {
    code: CODE,
    username: 'Chefin',
    displayName: 'Chefin',
    password: 'Lötkolben-Kaffee-Montag',
    ...more,
  })

test('the first start: the code from the console makes the first admin, once', async () => {
  expect((await workshop.visitor().get('/api/site')).body.setupRequired).toBe(true)
  expect(await setUp({ code: 'aaaa-bbbb-cccc' })).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'code', code: 'wrong_setup_code' }] },
  })
  expect(await setUp({ password: 'Passwort123' })).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'password', code: 'password_guessable' }, {}, {}, {}] },
  })

  const answers = await Promise.all([setUp(), setUp({ username: 'zweite' }), setUp({ username: 'dritte' })])
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409])
  const first = answers.find(({ status }) => status === 201)
  expect(first?.body.user).toMatchObject({ role: 'admin', mustChangePassword: false })
  expect(first?.headers.getSetCookie()[0]).toMatch(/^__Host-myp_session=/)

  expect((await workshop.visitor().get('/api/site')).body.setupRequired).toBe(false)
  expect(await setUp()).toMatchObject({ status: 409, body: { code: 'conflict' } })
  const { results } = await workshop.db.prepare('select username, role from users').all()
  expect(results).toHaveLength(1)
})

test('guessing the code locks', async () => {
  const empty = await startWorkshop({ isEmpty: true, vars: { SETUP_CODE: CODE } })
  try {
    const guess = (code: string) =>
      empty.visitor().post('/api/auth/setup', { code, username: 'x1', displayName: 'X', password: 'y' })
    for (let i = 0; i < 5; i++) expect((await guess(`aaaa-aaaa-aaa${i}`)).status).toBe(422)
    expect((await guess(CODE)).status).toBe(429)
  } finally {
    await empty.stop()
  }
})

test('without a code there is no set-up', async () => {
  const empty = await startWorkshop({ isEmpty: true })
  try {
    const answer = await empty
      .visitor()
      .post('/api/auth/setup', { code: 'undefined', username: 'x1', displayName: 'X', password: 'y' })
    expect(answer.status).toBe(422)
  } finally {
    await empty.stop()
  }
})
