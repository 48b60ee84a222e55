import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import * as z from 'zod'
import { EXIT, StartRefused } from './start-refused.ts'

const key = z.base64url().length(43)
const NAMES = ['sessionSecret', 'bridgeSecret', 'gatewaySecret', 'dataSecret'] as const
type SecretName = (typeof NAMES)[number]
/** The data secret opens what the database holds: with another, second factors would be lost. */
export type RotatableSecret = Exclude<SecretName, 'dataSecret'>

const Secrets = z.object({
  /** Signs sessions, known browsers and CSRF tokens. */
  sessionSecret: key,
  /** Signs the calls between worker and bridge. */
  bridgeSecret: key,
  /** Proves to the worker that a request came through the gateway. */
  gatewaySecret: key,
  /** Encrypts second factors in the database. Installations of before it get theirs at the next start. */
  dataSecret: key.optional(),
})

/** 32 random bytes each, base64url. */
export type Secrets = Readonly<Record<SecretName, string>>

const newKey = (): string => randomBytes(32).toString('base64url')

/**
 * Reads the installation's secrets, or makes them at the first start (file mode 0600).
 * Throws `StartRefused` (exit code 4) when the file is damaged or readable by others.
 */
export const loadSecrets = (file: string): Secrets => {
  if (!existsSync(file)) {
    const secrets = {
      sessionSecret: newKey(),
      bridgeSecret: newKey(),
      gatewaySecret: newKey(),
      dataSecret: newKey(),
    }
    writeFileSync(file, textOf(secrets), { mode: 0o600, flag: 'wx' })
    // The umask may have taken bits away from the mode, never added some; be exact all the same.
    chmodSync(file, 0o600)
    return secrets
  }
  if ((statSync(file).mode & 0o077) !== 0) {
    throw new StartRefused(
      EXIT.data,
      `${file} is readable by others: chmod 600 it, or delete it for new secrets`,
    )
  }
  const parsed = Secrets.safeParse(parseJson(readFileSync(file, 'utf8')))
  if (!parsed.success) {
    throw new StartRefused(EXIT.data, `${file} is damaged: restore it, or delete it for new secrets`)
  }
  const { dataSecret, ...others } = parsed.data
  if (dataSecret !== undefined) return { ...others, dataSecret }
  const completed = { ...others, dataSecret: newKey() }
  replaceSecrets(file, completed)
  return completed
}

const textOf = (secrets: Secrets): string => `${JSON.stringify(secrets, null, 2)}\n`

/**
 * A new key in place of the old one, which is worthless as soon as the programs have started again.
 * Throws `StartRefused` (exit code 4) when there is no sound file to change.
 */
export const rotateSecret = (file: string, name: RotatableSecret): void => {
  if (!existsSync(file))
    throw new StartRefused(EXIT.data, `${file} does not exist: nothing has been started yet`)
  replaceSecrets(file, { ...loadSecrets(file), [name]: newKey() })
}

/** All or nothing: a crash leaves the old file. */
const replaceSecrets = (file: string, secrets: Secrets): void => {
  writeFileSync(`${file}.new`, textOf(secrets), { mode: 0o600 })
  chmodSync(`${file}.new`, 0o600)
  renameSync(`${file}.new`, file)
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
