import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { chooseSetupCode, publishSetupCode, readSetupCode, withdrawSetupCode } from '../../host/setup-code.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'myp-setup-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

test('the code on the console stays the same until somebody has come in', () => {
  const code = chooseSetupCode(dir)
  expect(code).toMatch(/^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}$/)
  expect(chooseSetupCode(dir)).not.toBe(code)
  publishSetupCode(dir, code)
  expect(chooseSetupCode(dir)).toBe(code)
  expect(readSetupCode(dir)).toBe(code)
  expect(statSync(join(dir, 'setup-code')).mode & 0o777).toBe(0o600)
  withdrawSetupCode(dir)
  withdrawSetupCode(dir)
  expect(readSetupCode(dir)).toBeUndefined()
})

test('what somebody else wrote there is no code', () => {
  writeFileSync(join(dir, 'setup-code'), '1234\n')
  expect(readSetupCode(dir)).toBeUndefined()
  expect(chooseSetupCode(dir)).not.toBe('1234')
})
