import fc from 'fast-check'
import { expect, test } from 'vitest'
import { columnOf, dayOf, roleOf, usernameFrom } from '../../worker/domain/people-table.ts'

test.each([
  ['Jürgen Groß', 'juergen.gross'],
  ['Emre Yıldız', 'emre.yildiz'],
  ['Łukasz Żółty', 'lukasz.zolty'],
  ['Anna-Lena von der Heide', 'anna-lena.heide'],
  ["Siobhán O'Neill", 'siobhan.oneill'],
  ['Madonna', 'madonna'],
  ['  Zwei   Leerzeichen ', 'zwei.leerzeichen'],
])('%s signs in as %s', (name, username) => {
  expect(usernameFrom(name)).toBe(username)
})

test('a made user name never holds anything but letters, digits, dash and dot', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (name) => /^[a-z0-9.-]*$/.test(usernameFrom(name))))
})

test.each([
  ['31.07.2027', '2027-07-31'],
  ['1.9.2026', '2026-09-01'],
  ['2027-07-31', '2027-07-31'],
  ['31.02.2027', undefined],
  ['2027-02-30', undefined],
  ['07/31/2027', undefined],
  ['bald', undefined],
])('%s is the day %s', (text, day) => {
  expect(dayOf(text)).toBe(day)
})

test('columns and roles are known by German and English words', () => {
  expect(
    ['Benutzername', ' VORNAME', 'Nachname ', 'Rolle', 'Lehrjahrgang', 'Gültig bis'].map(columnOf),
  ).toEqual(['username', 'firstName', 'lastName', 'role', 'cohort', 'expiresOn'])
  expect(columnOf('Schuhgröße')).toBeUndefined()
  expect(['Azubi', 'Ausbilderin', 'GAST', 'apprentice'].map(roleOf)).toEqual([
    'apprentice',
    'trainer',
    'guest',
    'apprentice',
  ])
  expect(['Admin', 'admin', 'Administrator'].map(roleOf)).toEqual([undefined, undefined, undefined])
})
