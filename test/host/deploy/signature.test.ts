import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { newSigningKey, publicKeyOf, signContent } from '../../../deploy/bundle/minisign.ts'
import { folderForTest } from '../support/folder.ts'

const run = promisify(execFile)
const LIBRARY = join(import.meta.dirname, '../../../deploy/lib')

/** What a machine's shell says of a signed file: the trusted comment, or nothing when it is refused. */
const verify = async (content: Buffer, signature: string, publicKey: string): Promise<string | undefined> => {
  const dir = folderForTest()
  const files = { content: join(dir, 'f'), signature: join(dir, 'f.minisig'), key: join(dir, 'k.pub') }
  writeFileSync(files.content, content)
  writeFileSync(files.signature, signature)
  writeFileSync(files.key, publicKey)
  const script = `. "$0/say.sh"; . "$0/release.sh"; verify_signature "$1" "$2" "$3"`
  try {
    const { stdout } = await run('bash', ['-c', script, LIBRARY, files.content, files.signature, files.key])
    return stdout.trim()
  } catch {
    return undefined
  }
}

const CONTENT = Buffer.from('0000  common.tar.gz\n')
const COMMENT = 'myp 1.2.3 2026-11-23T10:00:00.000Z'

describe('a bundle', () => {
  test('is accepted with the signature of its own key', async () => {
    const key = newSigningKey()
    expect(publicKeyOf(key.secret)).toBe(key.public)
    expect(await verify(CONTENT, signContent(CONTENT, COMMENT, key.secret), key.public)).toBe(COMMENT)
  })

  test.each<[string, (signature: string) => string]>([
    ['of which one character was changed', (text) => text.replace(/\n(RU.{40})./, '\n$1A')],
    ['with another comment', (text) => text.replace('1.2.3', '1.2.4')],
    ['without a comment', (text) => text.split('\n').slice(0, 2).join('\n')],
    ['that is empty', () => ''],
  ])('is refused with a signature %s', async (_, change) => {
    const key = newSigningKey()
    const signature = change(signContent(CONTENT, COMMENT, key.secret))
    expect(await verify(CONTENT, signature, key.public)).toBeUndefined()
  })

  test('is refused when it was changed, or signed by somebody else', async () => {
    const [key, other] = [newSigningKey(), newSigningKey()]
    const signature = signContent(CONTENT, COMMENT, key.secret)
    expect(await verify(Buffer.concat([CONTENT, Buffer.from('x')]), signature, key.public)).toBeUndefined()
    expect(await verify(CONTENT, signature, other.public)).toBeUndefined()
    expect(await verify(CONTENT, signContent(CONTENT, COMMENT, other.secret), key.public)).toBeUndefined()
  })
})
