import { existsSync, readFileSync, statSync } from 'node:fs'
import { parse, TomlError } from 'smol-toml'
import * as z from 'zod'
import { readSite } from './config.ts'
import { isDemoBridgeConfig } from './demo.ts'
import { dataFiles } from './folders.ts'
import { readOwnCertificate } from './own-certificate.ts'
import { loadSecrets } from './secrets.ts'
import type { Settings } from './settings.ts'
import { StartRefused } from './start-refused.ts'

export type Finding = Readonly<{ ok: boolean; text: string }>

const good = (text: string): Finding => ({ ok: true, text })
const bad = (text: string): Finding => ({ ok: false, text })

/** What the start would refuse, found without starting. */
const attempt = (check: () => Finding[]): Finding[] => {
  try {
    return check()
  } catch (error) {
    if (!(error instanceof StartRefused)) throw error
    return [bad(error.message)]
  }
}

/**
 * Reads all that an installation is configured by, as the start would, and says what it means; changes nothing.
 * Answers every finding, not only the first.
 */
export const checkConfig = (settings: Settings, now: Date): Finding[] => {
  const files = dataFiles(settings.dataDir)
  if (!existsSync(settings.configFile))
    return [bad(`${settings.configFile} does not exist: without it, the demo starts`)]
  return [
    ...attempt(() => siteFindings(settings, now)),
    ...attempt(() => bridgeFindings(files.bridgeConfig)),
    ...attempt(() => secretFindings(files.secrets)),
  ]
}

const siteFindings = (settings: Settings, now: Date): Finding[] => {
  const site = readSite(settings)
  const names = site.names.length > 0 ? site.names.join(', ') : 'this machine’s own names only'
  const proxies = site.trustedProxies.join(', ')
  const { reads_per_minute, writes_per_minute } = site.limits
  return [
    good(`${settings.configFile} is sound`),
    good(
      `listens on ${site.listen}, ports ${settings.httpsPort} (HTTPS) and ${settings.httpPort} (redirect)`,
    ),
    good(`the certificate covers ${names}`),
    good(`time zone ${site.timeZone ?? 'as in wrangler.toml'}`),
    good(`${reads_per_minute} reads and ${writes_per_minute} writes a minute for each session`),
    good(proxies ? `believes ${proxies} about where requests come from` : 'no trusted proxy'),
    good(
      site.backup ? `encrypted backups go to ${site.backup.copy_to}` : 'no backups outside the data folder',
    ),
    ...(site.tls ? [good(`certificate valid until ${validUntil(site.tls, now)}`)] : []),
  ]
}

const validUntil = (tls: Parameters<typeof readOwnCertificate>[0], now: Date): string =>
  readOwnCertificate(tls, now).notAfter.toISOString().slice(0, 10)

/** Only what the host can judge without the account: the bridge checks its file itself when it starts. */
const BridgeFile = z.looseObject({ tapo: z.looseObject({ username: z.string(), password: z.string() }) })

const bridgeFindings = (file: string): Finding[] => {
  if (!existsSync(file)) return [bad(`${file} does not exist: it names the plugs' Tapo account`)]
  const text = readFileSync(file, 'utf8')
  if (isDemoBridgeConfig(text)) return [bad(`${file} is still the demo's`)]
  const findings =
    (statSync(file).mode & 0o077) !== 0 ? [bad(`${file}: others can read it: chmod 600 ${file}`)] : []
  return [
    ...findings,
    hasAccount(text) ? good(`${file} names the plugs' account`) : bad(`${file}: [tapo] is not complete`),
  ]
}

const hasAccount = (text: string): boolean => {
  try {
    return BridgeFile.safeParse(parse(text)).success
  } catch (error) {
    // Its message would quote the line, which may hold the password.
    if (error instanceof TomlError) return false
    throw error
  }
}

const secretFindings = (file: string): Finding[] => {
  if (!existsSync(file)) return [good('secrets are made at the first start')]
  loadSecrets(file)
  return [good(`${file} is sound and private`)]
}
