import { existsSync, readFileSync } from 'node:fs'
import { ConfigurationError, readConfigurationFile } from '../bridge/configuration.ts'
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

const bridgeFindings = (file: string): Finding[] => {
  if (!existsSync(file)) return [bad(`${file} does not exist: it names the plugs' Tapo account`)]
  if (isDemoBridgeConfig(readFileSync(file, 'utf8'))) return [bad(`${file} is still the demo's`)]
  try {
    readConfigurationFile(file)
    return [good(`${file} is sound and names the plugs' account`)]
  } catch (error) {
    if (error instanceof ConfigurationError) return [bad(error.message)]
    throw error
  }
}

const secretFindings = (file: string): Finding[] => {
  if (!existsSync(file)) return [good('secrets are made at the first start')]
  loadSecrets(file)
  return [good(`${file} is sound and private`)]
}
