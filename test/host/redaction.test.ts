import { expect, test } from 'vitest'
import { createRedaction } from '../../host/support/redaction.ts'

const redaction = createRedaction(['anna', 'Anna Muster', 'Jörg Öz'])

test.each([
  ['job of Anna Muster is over', 'job of [person] is over'],
  ['MUSTER was here, so was öz', '[person] was here, so was öz'],
  ['user jörg', 'user [person]'],
  ['annabelle is somebody else', 'annabelle is somebody else'],
  ['no answer from 192.168.0.103:80', 'no answer from [address]:80'],
  ['127.0.0.1:8790 refused', '127.0.0.1:8790 refused'],
  ['via fe80::1c2d:3e4f and 2001:db8:0:1:2:3:4:5', 'via [address] and [address]'],
  ['mail to anna.m@firma.example', 'mail to [mail]'],
  ['plug 50:91:E3:00:11:22', 'plug [mac]'],
  ['token eyJhbGciOiJIUzI1NiJ9abcdefghijklmnop', 'token [long]'],
  ['request 0b1c2d3e-4f50-4111-8222-333344445555', 'request 0b1c2d3e-4f50-4111-8222-333344445555'],
])('%j becomes %j', (plain, redacted) => {
  expect(redaction.text(plain)).toBe(redacted)
})

test('a log line keeps what is about the program, and nothing else', () => {
  const line = JSON.stringify({
    level: 30,
    time: 1,
    process: 'host',
    part: 'gateway',
    requestId: 'r1',
    method: 'GET',
    path: '/api/calendar/AbCdEf0123.ics',
    status: 500,
    ip: '192.168.1.7',
    username: 'anna',
    anything: { nested: 'secret' },
    err: { type: 'Error', message: 'for Anna Muster', stack: 'Error: for Anna Muster\n at x.ts:1' },
    msg: 'request',
  })
  expect(JSON.parse(redaction.line(line) ?? '')).toEqual({
    level: 30,
    time: 1,
    process: 'host',
    part: 'gateway',
    msg: 'request',
    requestId: 'r1',
    method: 'GET',
    status: 500,
    path: '/api/calendar/:id',
    err: { type: 'Error', message: 'for [person]', stack: 'Error: for [person]\n at x.ts:1' },
  })
})

test('a line that is no JSON is left out', () => {
  expect(redaction.line('Anna was here')).toBeUndefined()
})

test('without people everything else is still taken out', () => {
  expect(createRedaction([]).text('10.0.0.1')).toBe('[address]')
})
