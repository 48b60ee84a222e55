import { expect, test } from 'vitest'
import { loggablePath, withoutValues } from '../../worker/http/loggable.ts'

test('what a failed query was given stays out of the log, what it was and where stays in', () => {
  const stack = [
    'Error: Failed query: insert into "users" ("password_hash", "note") values (?, ?)',
    'params: $2b$12$secret,two',
    'lines of a note',
    '    at run (index.js:1:2)',
    '    at main (index.js:3:4)',
  ].join('\n')
  expect(withoutValues(stack)).toBe(
    'Error: Failed query: insert into "users" ("password_hash", "note") values (?, ?)\n    at run (index.js:1:2)\n    at main (index.js:3:4)',
  )
  expect(withoutValues('Failed query: select 1\nparams: a,b')).toBe('Failed query: select 1')
  expect(withoutValues('no such table')).toBe('no such table')
})

test('the link to a calendar is a secret', () => {
  expect(loggablePath('/api/calendar/0123456789abcdef.ics')).toBe('/api/calendar/…')
  expect(loggablePath('/api/jobs')).toBe('/api/jobs')
})
