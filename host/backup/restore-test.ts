import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DATABASE_SUFFIX, listBackups } from './backup-file.ts'
import { restoreBackup } from './restore.ts'

export type RestoreTestResult = Readonly<{ ok: boolean; name: string; message: string }>

/**
 * Restores the newest backup into an empty folder, the same way as in earnest, and reads it from end to end.
 * A backup that nobody has ever restored is a hope. Never throws because of the backup.
 */
export const testRestore = async (options: {
  backupDir: string
  databaseId: string
  at: number
}): Promise<RestoreTestResult> => {
  const [newest] = listBackups(options.backupDir, DATABASE_SUFFIX)
  if (!newest) return { ok: false, name: '', message: 'there is no backup' }
  const folder = await mkdtemp(join(options.backupDir, '.work-'))
  try {
    const { facts, hasSum } = await restoreBackup({
      file: join(options.backupDir, newest.name),
      databaseDir: join(folder, 'd1'),
      databaseId: options.databaseId,
      copiesDir: join(folder, 'copies'),
      settingsFiles: {},
      withSettings: false,
      at: options.at,
    })
    if (!hasSum) return { ok: false, name: newest.name, message: 'its checksum file is missing' }
    const { people, jobs, newestMigration } = facts
    return {
      ok: true,
      name: newest.name,
      message: `restored: ${people} people, ${jobs} jobs, schema ${newestMigration}`,
    }
  } catch (error) {
    return { ok: false, name: newest.name, message: error instanceof Error ? error.message : String(error) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
