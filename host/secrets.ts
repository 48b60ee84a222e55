import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import * as z from 'zod'
import { EXIT, StartRefused } from './start-refused.ts'

const key = z.base64url().length(43)
const Secrets = z.object({ sessionSecret: key, bridgeSecret: key, gatewaySecret: key })

/** 32 random bytes each, base64url. */
export type Secrets = Readonly<z.infer<typeof Secrets>>

const newKey = (): string => randomBytes(32).toString('base64url')

/**
 * Reads the installation's secrets, or makes them at the first start (file mode 0600).
 * Throws `StartRefused` (exit code 4) when the file is damaged or readable by others.
 */
export const loadSecrets = (file: string): Secrets => {
  if (!existsSync(file)) {
    const secrets = { sessionSecret: newKey(), bridgeSecret: newKey(), gatewaySecret: newKey() }
    writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
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
  return parsed.data
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
