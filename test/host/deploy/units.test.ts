import { execFile } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { folderForTest } from '../support/folder.ts'

const run = promisify(execFile)
const DEPLOY = join(import.meta.dirname, '../../../deploy')
const ANALYZE = '/usr/bin/systemd-analyze'
const tool = existsSync(ANALYZE) ? '' : ' (systemd-analyze is missing here: not checked)'

test.runIf(tool === '').each(['myp.service', 'myp-bridge.service'])(
  `%s is exposed by at most 2.0 of 10${tool}`,
  async (unit) => {
    const dir = folderForTest()
    copyFileSync(join(DEPLOY, 'systemd', unit), join(dir, unit))
    const { stdout } = await run(
      ANALYZE,
      ['security', '--offline=yes', '--threshold=20', '--no-pager', `./${unit}`],
      { cwd: dir },
    )
    expect(stdout).toMatch(/Overall exposure level for .*: [01]\.\d/)
  },
)

test('the kiosk may show the portal and nothing else, and lets nobody out', () => {
  const text = readFileSync(join(DEPLOY, 'kiosk', 'policies.json'), 'utf8')
  expect(JSON.parse(text)).toMatchObject({
    URLBlocklist: ['*'],
    URLAllowlist: ['@KIOSK_ORIGIN@'],
    DeveloperToolsAvailability: 2,
    DownloadRestrictions: 3,
    PrintingEnabled: false,
    IncognitoModeAvailability: 1,
    ExtensionInstallBlocklist: ['*'],
    CACertificates: ['@CA_CERTIFICATE@'],
  })
})

test('every unit that a script installs is there, and every unit that is there is installed', () => {
  const scripts = ['services.sh', 'kiosk.sh'].map((name) => readFileSync(join(DEPLOY, 'lib', name), 'utf8'))
  const units = ['systemd', 'kiosk'].flatMap((folder) =>
    readdirSync(join(DEPLOY, folder)).filter((name) => /\.(service|timer)$/.test(name)),
  )
  expect(units.length).toBeGreaterThan(5)
  for (const unit of units) expect(scripts.some((script) => script.includes(unit))).toBe(true)
})

const SHELLCHECK = '/usr/bin/shellcheck'
const checker = existsSync(SHELLCHECK) ? '' : ' (shellcheck is missing here: not checked)'
test.runIf(checker === '')(`every shell script is clean${checker}`, async () => {
  expect((await run(join(DEPLOY, 'test', 'shellcheck.sh'))).stdout).toContain('clean')
})

const isDebian = existsSync('/etc/debian_version') && process.getuid?.() === 0
const missing = isDebian ? '' : ' (needs root on a Debian: not checked)'
test.runIf(isDebian)(`a dry run says what it would do, and does none of it${missing}`, async () => {
  const places = ['/opt/myp', '/etc/myp', '/etc/systemd/system/myp.service', '/usr/local/bin/myp']
  const before = places.map((place) => existsSync(place))
  const flags =
    '--dry-run --yes --firewall yes --time-server yes --plug-interface eth1 --kiosk https://localhost/kiosk'
  const { stdout } = await run(join(DEPLOY, 'install.sh'), flags.split(' '))
  for (const place of ['/opt/myp', '/etc/myp/config.toml', 'myp.service', 'myp-bridge.service', 'myp-kiosk'])
    expect(stdout).toContain(place)
  expect(places.map((place) => existsSync(place))).toEqual(before)
})

test('a source folder that is installed already is not built again', async () => {
  const dir = folderForTest()
  const [source, bin] = [join(dir, 'source'), join(dir, 'bin')]
  for (const folder of [source, bin]) mkdirSync(folder)
  const manifest = join(source, 'package.json')
  writeFileSync(manifest, '{\n  "name": "myp",\n  "version": "1.2.3",\n  "private": true\n}\n')
  // What would take minutes only says that it ran.
  writeFileSync(join(bin, 'npm'), '#!/bin/sh\necho "npm $1"\n', { mode: 0o755 })
  const install = async (): Promise<string> => {
    const script = `set -euo pipefail; . ${DEPLOY}/lib/say.sh; . ${DEPLOY}/lib/machine.sh; . ${DEPLOY}/lib/release.sh
      chown() { :; }
      copy_release ${source}; echo "release $RELEASE"`
    const env = { PATH: `${bin}:${process.env.PATH}`, PREFIX: join(dir, 'opt'), DRY_RUN: '0' }
    return (await run('bash', ['-c', script], { env })).stdout
  }
  const [first, second] = [await install(), await install()]
  expect(first).toContain('npm ci')
  expect(second).not.toContain('npm')
  expect(second).toContain('is there already')
  const release = /release (.*)/.exec(first)?.[1]
  expect(release).toMatch(/1\.2\.3-[0-9a-f]{8}$/)
  expect(second).toContain(`release ${release}`)
  writeFileSync(join(source, 'new.txt'), 'changed')
  expect(await install()).toContain('npm run')
})
