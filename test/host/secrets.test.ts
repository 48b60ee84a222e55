import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadSecrets } from '../../host/secrets.ts'
import { folderForTest } from './support/folder.ts'

test('the first start makes three different keys of 32 bytes that only the owner can read', () => {
  const file = join(folderForTest(), 'secrets.json')
  const secrets = loadSecrets(file)
  const keys = [secrets.sessionSecret, secrets.bridgeSecret, secrets.gatewaySecret]
  expect(keys.map((key) => Buffer.from(key, 'base64url').length)).toEqual([32, 32, 32])
  expect(new Set(keys).size).toBe(3)
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('later starts keep them', () => {
  const file = join(folderForTest(), 'secrets.json')
  expect(loadSecrets(file)).toEqual(loadSecrets(file))
})

test.each(['', '{', '{"sessionSecret":"short"}'])('a damaged file (%j) is refused and kept', (text) => {
  const file = join(folderForTest(), 'secrets.json')
  writeFileSync(file, text, { mode: 0o600 })
  expect(() => loadSecrets(file)).toThrow(/secrets\.json is damaged/)
  expect(readFileSync(file, 'utf8')).toBe(text)
})

test('a file that others can read is refused', () => {
  const file = join(folderForTest(), 'secrets.json')
  loadSecrets(file)
  chmodSync(file, 0o640)
  expect(() => loadSecrets(file)).toThrow(/readable by others/)
})
