import { randomInt } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Without letters and digits that look alike. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'
const CODE = /^[a-z2-9]{4}(?:-[a-z2-9]{4}){2}$/

const fileIn = (dataDir: string): string => join(dataDir, 'setup-code')

const newCode = (): string =>
  [1, 2, 3]
    .map(() => Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join(''))
    .join('-')

/** The code that lets the first admin in, or nothing when the workshop has people (or has not started yet). */
export const readSetupCode = (dataDir: string): string | undefined => {
  const file = fileIn(dataDir)
  const code = existsSync(file) ? readFileSync(file, 'utf8').trim() : ''
  return CODE.test(code) ? code : undefined
}

/** The code for this start: the one already shown on the console, or a new one (59 random bits). */
export const chooseSetupCode = (dataDir: string): string => readSetupCode(dataDir) ?? newCode()

/** Keeps the code where only the service and root can read it: the console shows it from there, logs never hold it. */
export const publishSetupCode = (dataDir: string, code: string): void =>
  writeFileSync(fileIn(dataDir), `${code}\n`, { mode: 0o600 })

/** Somebody is there: the code has done its work. */
export const withdrawSetupCode = (dataDir: string): void => rmSync(fileIn(dataDir), { force: true })
