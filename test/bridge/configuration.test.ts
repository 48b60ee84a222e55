import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readConfiguration } from '../../bridge/configuration.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'myp-configuration-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const secret = 'a-secret-of-more-than-32-characters-0'
const tapo = '[tapo]\nusername = "plugs@example.org"\npassword = "hush-hush-hush"\n'
const good = `secret = "${secret}"\ndata_dir = "state"\n${tapo}`

const write = (name: string, text: string, mode = 0o600): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  chmodSync(path, mode)
  return path
}
const read = (text: string) => readConfiguration(write('bridge.toml', text))
const messageOf = (text: string): string => {
  try {
    read(text)
    return 'no error'
  } catch (error) {
    return (error as Error).message.replaceAll(folder, '')
  }
}

test('a short file is enough, the rest has defaults', () => {
  expect(read(good)).toMatchObject({
    port: 8790,
    host: '127.0.0.1',
    secret,
    data_dir: join(folder, 'state'),
    poll_seconds: 10,
    probe_port: 20002,
    time_zone: 'Europe/Berlin',
    account: [],
  })
})

test('the secret may come from the file the host made', () => {
  write('secrets.json', JSON.stringify({ bridgeSecret: secret, other: 1 }))
  expect(read(`secrets_file = "secrets.json"\ndata_dir = "state"\n${tapo}`).secret).toBe(secret)
})

test('a plug may have an account of its own', () => {
  const text = `${good}[[account]]\naddress = "192.168.0.106"\nusername = "u"\npassword = "p"\n`
  expect(read(text).account).toEqual([{ address: '192.168.0.106', username: 'u', password: 'p' }])
})

describe('a wrong file is refused', () => {
  test.each([
    ['a key that is none', `colour = "red"\n${good}`, '/bridge.toml:1: colour: Unrecognized key: "colour"'],
    ['a port out of range', `port = 70000\n${good}`, '/bridge.toml:1: port: Too big'],
    ['asking too often', `poll_seconds = 1\n${good}`, '/bridge.toml:1: poll_seconds: Too small'],
    [
      'no secret',
      good.replace(/secret.*\n/, ''),
      '/bridge.toml: secret: expected either secret or secrets_file',
    ],
    ['a password missing', good.replace(/password.*\n/, ''), 'tapo.password: Invalid input'],
    [
      'a network that is none',
      `${good}[network]\nsubnet = "192.168.0"\n`,
      ':7: network.subnet: expected a network',
    ],
    ['a time zone that is none', `time_zone = "Berlin"\n${good}`, ':1: time_zone: expected a time zone'],
    ['broken syntax', good.replace('"hush-hush-hush"', '"hush-hush-hush'), '/bridge.toml:5:'],
  ])('%s', (_, text, message) => {
    expect(messageOf(text)).toContain(message)
    expect(messageOf(text)).not.toContain('hush')
  })

  test('one that others can read', () => {
    const path = write('bridge.toml', good, 0o644)
    expect(() => readConfiguration(path)).toThrow('chmod 600')
  })

  test('one that is not there', () => {
    expect(() => readConfiguration(join(folder, 'none.toml'))).toThrow("can't be read (ENOENT)")
  })

  test('a secrets file without the secret', () => {
    write('secrets.json', '{"bridgeSecret":"short"}')
    expect(() => read(`secrets_file = "secrets.json"\ndata_dir = "x"\n${tapo}`)).toThrow(
      'secrets.json: bridgeSecret',
    )
  })
})
