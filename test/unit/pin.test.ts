import { expect, test } from 'vitest'
import { isGuessablePin } from '../../worker/domain/pin.ts'

test.each([
  '111111',
  '123456',
  '654321',
  '135791',
  '890123',
  '121212',
  '123123',
  '147258',
  '159753',
])('%s is what somebody would try first', (pin) => expect(isGuessablePin(pin)).toBe(true))

test.each(['482913', '100200', '112233', '907164'])('%s is as good as any', (pin) =>
  expect(isGuessablePin(pin)).toBe(false))
