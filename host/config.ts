import { existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parse, TomlError } from 'smol-toml'
import * as z from 'zod'
import { BackupConfig } from './backup/site-config.ts'
import type { OwnCertificate } from './own-certificate.ts'
import type { Settings } from './settings.ts'
import { EXIT, StartRefused } from './start-refused.ts'

const Address = z.union([z.ipv4(), z.ipv6()], 'must be an IP address')
const PerMinute = z.int().min(1).max(100_000_000)
/** What one person needs is far below; what a program gone wild sends is far above. */
const DEFAULT_LIMITS = { reads_per_minute: 600, writes_per_minute: 120 }

const isTimeZone = (name: string): boolean => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}

/** Everything that the site's file may say; the example documents each of its keys. */
export const Config = z.strictObject({
  /** Address to listen on; all of IPv4 unless said otherwise. */
  listen: Address.default('0.0.0.0'),
  /** Names and addresses by which browsers reach the host: the certificate covers them. */
  names: z
    .array(z.union([z.hostname(), z.ipv4(), z.ipv6()], 'must be a host name or IP address'))
    .max(50)
    .default([]),
  /** IANA time zone of the workshop; overrides the one in wrangler.toml. */
  time_zone: z.string().refine(isTimeZone, 'must be a time zone such as "Europe/Berlin"').optional(),
  /** Requests a minute from one session; one address may send four times as many. */
  limits: z
    .strictObject({
      reads_per_minute: PerMinute.default(DEFAULT_LIMITS.reads_per_minute),
      writes_per_minute: PerMinute.default(DEFAULT_LIMITS.writes_per_minute),
    })
    .default(DEFAULT_LIMITS),
  /** Reverse proxies before this host: only theirs is the word that counts about where a request comes from. */
  trusted_proxies: z.array(Address).max(20).default([]),
  /** A certificate of the site's own, as PEM files, instead of the local CA's. */
  tls: z.strictObject({ certificate: z.string().min(1), key: z.string().min(1) }).optional(),
  backup: BackupConfig.optional(),
  /** Addresses that may read /metrics, besides this machine. */
  metrics: z.strictObject({ allow: z.array(Address).max(50) }).optional(),
})

/** What a site is like. The demo is a site without a file, not another code path. */
export type Site = Readonly<{
  demo: boolean
  listen: string
  names: readonly string[]
  timeZone: string | undefined
  backup: BackupConfig | undefined
  metricsFor: readonly string[]
  limits: Readonly<{ reads_per_minute: number; writes_per_minute: number }>
  trustedProxies: readonly string[]
  tls: OwnCertificate | undefined
}>

/**
 * Reads the site's configuration file (TOML). Without the file: the demo, on loopback only.
 * `MYP_HOST` wins over the file. Throws `StartRefused` (exit code 2) naming file and key, or line.
 */
export const readSite = (settings: Pick<Settings, 'configFile' | 'host'>): Site => {
  if (!existsSync(settings.configFile)) {
    return {
      demo: true,
      listen: settings.host ?? '127.0.0.1',
      names: [],
      timeZone: undefined,
      backup: undefined,
      metricsFor: [],
      // On loopback and for measuring: nobody there needs to be slowed down.
      limits: { reads_per_minute: 100_000_000, writes_per_minute: 100_000_000 },
      trustedProxies: [],
      tls: undefined,
    }
  }
  const config = parseConfig(settings.configFile, readFileSync(settings.configFile, 'utf8'))
  return {
    demo: false,
    listen: settings.host ?? config.listen,
    names: config.names,
    timeZone: config.time_zone,
    backup: config.backup,
    metricsFor: config.metrics?.allow ?? [],
    limits: config.limits,
    trustedProxies: config.trusted_proxies,
    tls: config.tls && {
      certificate: resolve(dirname(settings.configFile), config.tls.certificate),
      key: resolve(dirname(settings.configFile), config.tls.key),
    },
  }
}

const parseConfig = (file: string, text: string): z.infer<typeof Config> => {
  let values: unknown
  try {
    values = parse(text)
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    throw new StartRefused(EXIT.settings, `${file}, line ${error.line}: ${error.message.split('\n')[0]}`)
  }
  const parsed = Config.safeParse(values)
  if (parsed.success) return parsed.data
  const lines = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'file'}: ${issue.message}`)
  throw new StartRefused(EXIT.settings, `${file}: ${lines.join('; ')}`)
}
