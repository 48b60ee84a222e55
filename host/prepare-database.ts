import { join } from 'node:path'
import { hashPassword } from './binding.ts'
import { copyDatabase } from './database-copy.ts'
import { seedDemo } from './demo/seed.ts'
import { emulatedPlugs } from './demo.ts'
import { dataFiles } from './folders.ts'
import type { HostDeps } from './host.ts'
import { applyMigrations } from './migrations.ts'
import type { Runtime } from './runtime.ts'

type Preparation = Pick<HostDeps, 'settings' | 'root' | 'now' | 'logOf'> & {
  runtime: Runtime
  isDemo: boolean
}

/** Brings the database up to date and, in the demo, to life. Answers how many people there were before. */
export const prepareDatabase = async ({ runtime, isDemo, ...deps }: Preparation): Promise<number> => {
  const files = dataFiles(deps.settings.dataDir)
  const applied = await applyMigrations(
    runtime.db,
    join(deps.root, runtime.migrationsDir),
    (firstPending) => {
      const stamp = new Date(deps.now()).toISOString().replaceAll(':', '-')
      return copyDatabase(
        files.database,
        join(files.copies, `${stamp}-before-${firstPending.replace('.sql', '')}.sqlite`),
      )
    },
  )
  if (applied.length > 0) deps.logOf('host').info({ applied }, 'migrations applied')
  const found = await runtime.db.prepare('select count(*) as count from users').first<{ count: number }>()
  const people = found?.count ?? 0
  if (!isDemo || people > 0) return people
  await seedDemo(runtime.db, {
    now: deps.now(),
    timeZone: runtime.timeZone,
    hashPassword,
    plugAddresses: emulatedPlugs(deps.settings),
  })
  return people
}
