/**
 * `npm run people -- reset-admin NAME`: the way back in for an admin without password or second factor, when there is
 * no other admin. Asks the running worker, because only that may write into the database it has open.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { sign } from '@tsndr/cloudflare-worker-jwt'
import { dataFiles } from './folders.ts'
import { COMMAND_AUDIENCE, ResetAdminAnswer } from './protocol.ts'
import { loadSecrets } from './secrets.ts'
import { parseSettings, type Settings } from './settings.ts'
import { EXIT, StartRefused } from './start-refused.ts'

const USAGE = 'usage: npm run people -- reset-admin NAME'
const TOKEN_LIFE_S = 60
const ANSWER_TIMEOUT_MS = 15_000

const resetAdmin = async (settings: Settings, username: string): Promise<string[]> => {
  const file = dataFiles(settings.dataDir).secrets
  if (!existsSync(file))
    throw new StartRefused(EXIT.data, `${file} does not exist: nothing has been started yet`)
  const { gatewaySecret } = loadSecrets(file)
  const exp = Math.floor(Date.now() / 1000) + TOKEN_LIFE_S
  const token = await sign({ aud: COMMAND_AUDIENCE, exp }, gatewaySecret, { algorithm: 'HS256' })
  const answer = await fetch(`http://127.0.0.1:${settings.workerPort}/internal/reset-admin`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ username }),
    signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
  }).catch((error: Error) => {
    const text = 'MYP does not answer: this works only while it runs. Start it, then try again'
    throw new StartRefused(EXIT.occupied, text, { cause: error })
  })
  if (answer.status === 404 || answer.status === 422)
    throw new StartRefused(
      EXIT.settings,
      `nobody called "${username}" is an admin who may sign in: give the user name, as in the portal`,
    )
  if (!answer.ok) throw new StartRefused(EXIT.data, `MYP refused: ${answer.status}; its log says why`)
  const { username: found, temporaryPassword } = ResetAdminAnswer.parse(await answer.json())
  return [
    `${found} signs in with this password, within 14 days, and then chooses another:`,
    '',
    `  ${temporaryPassword}`,
    '',
    'The second factor, PIN and badge are gone, every session has ended. It is on record, and all admins are told.',
  ]
}

try {
  const [command, username, ...more] = parseArgs({ allowPositionals: true }).positionals
  if (command !== 'reset-admin' || username === undefined || more.length > 0) throw new TypeError(USAGE)
  const root = join(import.meta.dirname, '..')
  // biome-ignore lint/style/noProcessEnv: a main file reads the environment once.
  for (const line of await resetAdmin(parseSettings(process.env, root), username)) console.log(line)
} catch (error) {
  console.error(error instanceof StartRefused || error instanceof TypeError ? error.message : error)
  process.exitCode = error instanceof StartRefused ? error.exitCode : 2
}
