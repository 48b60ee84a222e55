/**
 * `npm run config -- check`: is the configuration sound, and what does it mean? Exit code 2: it is not.
 * `npm run config -- rotate session | bridge | gateway`: a new key; plugs stay as they are.
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { checkConfig } from './config-check.ts'
import { dataFiles } from './folders.ts'
import { type RotatableSecret, rotateSecret } from './secrets.ts'
import { parseSettings } from './settings.ts'
import { StartRefused } from './start-refused.ts'
import { openPidFiles } from './supervision/pid-files.ts'
import { endProcess } from './supervision/process-identity.ts'

const USAGE = 'usage: npm run config -- check | rotate session | rotate bridge | rotate gateway'
const END_GRACE_MS = 5_000

/** Which programs read a key at their start, and what its end means. */
const ROTATIONS: Record<string, { secret: RotatableSecret; programs: string[]; effect: string }> = {
  session: { secret: 'sessionSecret', programs: ['host'], effect: 'everybody must sign in again' },
  bridge: { secret: 'bridgeSecret', programs: ['host', 'bridge'], effect: 'plugs stay as they are' },
  gateway: { secret: 'gatewaySecret', programs: ['host'], effect: 'nobody notices' },
}

const root = join(import.meta.dirname, '..')

const rotate = async (name: string): Promise<number> => {
  const rotation = ROTATIONS[name]
  if (!rotation) return complain()
  // biome-ignore lint/style/noProcessEnv: a main file reads the environment once.
  const files = dataFiles(parseSettings(process.env, root).dataDir)
  rotateSecret(files.secrets, rotation.secret)
  console.log(`new ${name} key: ${rotation.effect}`)
  const pidFiles = openPidFiles(files.run)
  const running = rotation.programs.map((program) => pidFiles.find(program))
  if (running.every((identity) => identity === undefined)) {
    console.log('It counts from the next start on. Under systemd: systemctl restart myp myp-bridge')
    return 0
  }
  // Whoever keeps them running starts them again, with the new key.
  await Promise.all(running.map((identity) => identity && endProcess(identity, END_GRACE_MS)))
  console.log(`${rotation.programs.join(' and ')} start again with it`)
  return 0
}

const check = (): number => {
  // biome-ignore lint/style/noProcessEnv: a main file reads the environment once.
  const findings = checkConfig(parseSettings(process.env, root), new Date())
  for (const { ok, text } of findings) console.log(`${ok ? '  ok   ' : '  FAIL '}${text}`)
  return findings.every(({ ok }) => ok) ? 0 : 2
}

const complain = (): number => {
  console.error(USAGE)
  return 2
}

try {
  const [command, name = ''] = parseArgs({ allowPositionals: true }).positionals
  process.exitCode = command === 'check' ? check() : command === 'rotate' ? await rotate(name) : complain()
} catch (error) {
  console.error(error instanceof StartRefused || error instanceof TypeError ? error.message : error)
  process.exitCode = error instanceof StartRefused ? error.exitCode : 1
}
