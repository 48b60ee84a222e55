/**
 * `npm run backup -- now | list | test | new-key`, `npm run restore -- FILE`. The host runs it for its hourly
 * backups too: checking a large database blocks a thread, and that must not be the gateway's.
 */

import { setPriority } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { parseSettings } from '../settings.ts'
import { StartRefused } from '../start-refused.ts'
import { Locked } from '../supervision/data-lock.ts'
import { BackupDamaged } from './checked-stream.ts'
import { NoBackupCommand, runBackupCommand } from './commands.ts'
import { NoSpace } from './local-backup.ts'
import { RestoreRefused } from './restore.ts'

const explain = ({ owner }: Locked): string =>
  `another backup or restore runs${owner ? ` (process ${owner.pid})` : ''}; try again when it is done`

try {
  setPriority(10)
} catch {
  // A sandbox that forbids it: then the backup competes with everything else for a second or two.
}

const root = join(import.meta.dirname, '..', '..')
try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      reason: { type: 'string', default: 'manual' },
      identity: { type: 'string' },
      'with-settings': { type: 'boolean', default: false },
    },
  })
  const lines = await runBackupCommand(positionals, {
    // biome-ignore lint/style/noProcessEnv: a main file reads the environment once.
    settings: parseSettings(process.env, root),
    root,
    now: Date.now,
    reason: values.reason,
    identityFile: values.identity,
    withSettings: values['with-settings'],
  })
  for (const line of lines) console.log(line)
} catch (error) {
  const isExpected = [NoBackupCommand, BackupDamaged, RestoreRefused, NoSpace, StartRefused, TypeError].some(
    (kind) => error instanceof kind,
  )
  console.error(error instanceof Locked ? explain(error) : isExpected ? (error as Error).message : error)
  process.exitCode = error instanceof Locked ? 3 : error instanceof NoBackupCommand ? 2 : 1
}
