import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readSite } from '../../host/config.ts'
import { parseSettings } from '../../host/settings.ts'
import { folderForTest } from './support/folder.ts'

test('without any variable the documented defaults hold', () => {
  expect(parseSettings({}, '/srv/myp')).toEqual({
    dataDir: '/srv/myp/data',
    configFile: '/srv/myp/data/config.toml',
    httpsPort: 8443,
    httpPort: 8080,
    workerPort: 8787,
    bridgePort: 8790,
    emulatorPort: 18_100,
    logDir: undefined,
    logLevels: { rule: 'info', parts: new Map() },
    bridgeConfig: '/srv/myp/data/bridge.toml',
    host: undefined,
  })
})

test.each([
  ['MYP_HTTPS_PORT', 'abc', 'must be a whole number'],
  ['MYP_HTTPS_PORT', '', 'must be a whole number'],
  ['MYP_HTTP_PORT', '0', 'must be at least 1'],
  ['MYP_WORKER_PORT', '70000', 'must be at most 65535'],
  ['MYP_BRIDGE_PORT', '-1', 'must be a whole number'],
  ['MYP_BRIDGE_PORT', '8443', 'already the port of MYP_HTTPS_PORT'],
  ['MYP_WORKER_PORT', '18103', 'already the port of MYP_EMULATOR_PORT (plug 4 of 7)'],
  ['MYP_EMULATOR_PORT', '65533', 'must be at most 65528'],
  ['MYP_HOST', 'example.org/', 'must be an IP address'],
  ['MYP_DATA_DIR', '', 'must not be empty'],
  ['MYP_LOG_LEVEL', 'info,gateway=loud', 'Invalid'],
])('%s=%j is refused in one line that names it', (name, value, reason) => {
  const refused = expect.objectContaining({ name: 'StartRefused', exitCode: 2 })
  expect(() => parseSettings({ [name]: value }, '/')).toThrow(refused)
  expect(() => parseSettings({ [name]: value }, '/')).toThrow(new RegExp(`^wrong setting: .*${name}.*`))
  expect(() => parseSettings({ [name]: value }, '/')).toThrow(reason)
})

describe('the site', () => {
  const configFile = (text: string): string => {
    const file = join(folderForTest(), 'config.toml')
    writeFileSync(file, text)
    return file
  }

  test('is the demo, on loopback, where there is no configuration file', () => {
    const site = readSite({ configFile: join(folderForTest(), 'config.toml'), host: undefined })
    expect(site).toEqual({
      demo: true,
      listen: '127.0.0.1',
      names: [],
      timeZone: undefined,
      backup: undefined,
      metricsFor: [],
      limits: { reads_per_minute: 100_000_000, writes_per_minute: 100_000_000 },
      trustedProxies: [],
      tls: undefined,
    })
  })

  test('is what its file says', () => {
    const file = configFile('listen = "192.168.0.5"\nnames = ["werkstatt.local", "192.168.0.5"]\n')
    const site = {
      demo: false,
      names: ['werkstatt.local', '192.168.0.5'],
      timeZone: undefined,
      backup: undefined,
      metricsFor: [],
      limits: { reads_per_minute: 600, writes_per_minute: 120 },
      trustedProxies: [],
      tls: undefined,
    }
    expect(readSite({ configFile: file, host: undefined })).toEqual({ ...site, listen: '192.168.0.5' })
    expect(readSite({ configFile: file, host: '127.0.0.1' })).toEqual({ ...site, listen: '127.0.0.1' })
  })

  test.each([
    ['listen = "everywhere"', /config\.toml: listen: must be an IP address/],
    ['lissen = "0.0.0.0"', /config\.toml: .*lissen/],
    ['time_zone = "Berlin"', /config\.toml: time_zone: must be a time zone/],
    ['trusted_proxies = ["proxy.local"]', /config\.toml: trusted_proxies\.0: must be an IP address/],
    ['[limits]\nreads_per_minute = 0', /config\.toml: limits\.reads_per_minute/],
    ['[tls]\ncertificate = "x.pem"', /config\.toml: tls\.key/],
    ['names = ["a b"]', /config\.toml: names\.0: must be a host name/],
    ['names = [\n"a"\nlisten = ', /config\.toml, line 3:/],
  ])('refuses %j', (text, message) => {
    expect(() => readSite({ configFile: configFile(text), host: undefined })).toThrow(message)
  })
})
