import { readFileSync, statSync } from 'node:fs'
import { dirname, isAbsolute, resolve } from 'node:path'
import { parse, TomlError } from 'smol-toml'
import * as z from 'zod'
import { parseSubnet } from './subnet.ts'
import { LedRule } from './tapo/provisioning.ts'

/** The file can't be used; the message says where, and holds nothing of what stands there. */
export class ConfigurationError extends Error {}

const Port = z.int().min(1).max(65_535)
const Account = { username: z.string().min(1), password: z.string().min(1) }

const Configuration = z
  .strictObject({
    host: z.string().default('127.0.0.1'),
    /** 0: any free port, told in the log. */
    port: z.int().min(0).max(65_535).default(8790),
    secret: z.string().min(32).optional(),
    secrets_file: z.string().optional(),
    data_dir: z.string(),
    worker_url: z.url({ protocol: /^https?$/ }).default('http://127.0.0.1:8787'),
    /** Below 5 s plugs have been seen to restart. */
    poll_seconds: z.number().min(5).max(25).default(10),
    probe_port: Port.default(20002),
    time_zone: z
      .string()
      .default('Europe/Berlin')
      .refine(isTimeZone, 'expected a time zone such as "Europe/Berlin"'),
    log_level: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
    tapo: z.strictObject({ ...Account, led: LedRule.optional() }),
    account: z.array(z.strictObject({ address: z.string().min(1), ...Account })).default([]),
    network: z.strictObject({ subnet: z.string().transform(toSubnet) }).optional(),
  })
  .refine((file) => (file.secret === undefined) !== (file.secrets_file === undefined), {
    path: ['secret'],
    message: 'expected either secret or secrets_file',
  })
export type Configuration = Omit<z.infer<typeof Configuration>, 'secret' | 'secrets_file'> & {
  secret: string
}

const Secrets = z.object({ bridgeSecret: z.string().min(32) })

/**
 * Reads and checks the TOML file alone, not the key it refers to, which the host makes at its first start.
 * @throws ConfigurationError, naming the key, and the line as far as it can be told
 */
export const readConfigurationFile = (path: string): z.infer<typeof Configuration> => {
  const text = readPrivate(path)
  const parsed = Configuration.safeParse(parseToml(path, text))
  if (!parsed.success) throw new ConfigurationError(describe(path, text, parsed.error))
  return parsed.data
}

/**
 * The same with the key; relative paths in the file start at its folder.
 * @throws ConfigurationError
 */
export const readConfiguration = (path: string): Configuration => {
  const { secret, secrets_file, ...rest } = readConfigurationFile(path)
  const fromHere = (other: string) => (isAbsolute(other) ? other : resolve(dirname(path), other))
  return {
    ...rest,
    data_dir: fromHere(rest.data_dir),
    secret: secret ?? readSecret(fromHere(secrets_file ?? '')),
  }
}

/** systemd's copies for one service: it guards the folder, and an access list shows as a group's right. */
const CREDENTIALS = '/run/credentials/'

const readPrivate = (path: string): string => {
  try {
    const mode = statSync(path).mode & 0o777
    if (mode & 0o077 && !path.startsWith(CREDENTIALS))
      throw new ConfigurationError(
        `${path}: others can read it (mode ${mode.toString(8)}); run: chmod 600 ${path}`,
      )
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof ConfigurationError) throw error
    throw new ConfigurationError(`${path}: can't be read (${(error as NodeJS.ErrnoException).code})`)
  }
}

const parseToml = (path: string, text: string): unknown => {
  try {
    return parse(text)
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    // The library's message quotes the line, which may hold a password.
    const [reason] = error.message.replace('Invalid TOML document: ', '').split('\n')
    throw new ConfigurationError(`${path}:${error.line}:${error.column}: ${reason}`)
  }
}

const describe = (path: string, text: string, error: z.ZodError): string =>
  error.issues
    .map((issue) => {
      const key = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path
      const line = lineOf(text, String(key.at(-1) ?? ''))
      return `${path}${line ? `:${line}` : ''}: ${key.join('.') || 'file'}: ${issue.message}`
    })
    .join('\n')

/** The first line that sets `key`; 0 when it is missing. */
const lineOf = (text: string, key: string): number =>
  text.split('\n').findIndex((line) => line.replace(/^[\s[]+/, '').match(/^[\w-]+/)?.[0] === key) + 1

const readSecret = (path: string): string => {
  const text = readPrivate(path)
  try {
    return Secrets.parse(JSON.parse(text)).bridgeSecret
  } catch {
    throw new ConfigurationError(`${path}: bridgeSecret: expected JSON with a text of at least 32 characters`)
  }
}

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}

function toSubnet(text: string, context: z.RefinementCtx) {
  try {
    return parseSubnet(text)
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message })
    return z.NEVER
  }
}
