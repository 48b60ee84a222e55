import { expect, test } from 'vitest'
import type { Actor, Role } from '../../worker/domain/access.ts'
import { visibleName } from '../../worker/domain/names.ts'

const via = { address: '192.0.2.1', requestId: 'r' }
const user = (role: Role, id = 'someone'): Actor => ({ kind: 'user', id, role, sessionId: 's', via })
const anna = { id: 'anna', displayName: 'Anna-Lena Muster' }

test.each([
  ['a trainer sees every name', user('trainer'), 'own', 'Anna-Lena Muster'],
  ['one sees one’s own name', user('apprentice', 'anna'), 'own', 'Anna-Lena Muster'],
  [
    'an apprentice sees the full name when the workshop shows it',
    user('apprentice'),
    'full',
    'Anna-Lena Muster',
  ],
  ['an apprentice sees initials when the workshop shows those', user('apprentice'), 'initials', 'A. L. M.'],
  ['an apprentice sees nothing when everyone sees only their own', user('apprentice'), 'own', null],
  ['a guest never sees a name', user('guest'), 'full', null],
  ['the kiosk follows the setting', { kind: 'kiosk', id: 'k', via } as Actor, 'initials', 'A. L. M.'],
  ['nobody sees nothing', { kind: 'nobody', via } as Actor, 'full', null],
] as const)('%s', (_, viewer, display, name) => {
  expect(visibleName(viewer, anna, display)).toBe(name)
})
