import { mkdirSync, readdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { DATABASE_SUFFIX } from '../../host/backup/backup-file.ts'
import { findDatabase } from '../../host/database-copy.ts'
import { dataFiles } from '../../host/folders.ts'
import { installForTest, requireNone } from './support/installation.ts'

/** An installation that has run once, and whose database then lost its second half. */
const damagedInstallation = async () => {
  const site = await installForTest()
  const start = site.start()
  await start.ready()
  start.kill('SIGTERM')
  await start.ended
  const files = dataFiles(site.dataDir)
  const database = findDatabase(files.database) ?? ''
  const writer = new DatabaseSync(database)
  writer.exec('pragma journal_mode = delete')
  const insert = writer.prepare('insert into users (id, name) values (?, ?)')
  for (let index = 0; index < 500; index++) insert.run(`u${index}`, 'x'.repeat(500))
  writer.close()
  return { site, files, database }
}

test('a damaged database: exit code 4, and the backup to go back to', async () => {
  const { site, files, database } = await damagedInstallation()
  const name = `myp-2026-11-23T08-07-00Z-hourly${DATABASE_SUFFIX}`
  truncateSync(database, 100_000)
  // Whether it can be restored is the restore's business; here it is only named.
  mkdirSync(files.backups, { recursive: true })
  writeFileSync(join(files.backups, name), '')

  const again = site.start()
  expect(await again.ended).toBe(4)
  expect(again.output()).toMatch(/database .* is damaged/)
  expect(again.output()).toContain(`sudo myp restore ${join(files.backups, name)}`)
  expect(again.output()).toContain(`npm run restore -- ${join(files.backups, name)}`)
  expect(readdirSync(files.backups)).toEqual([name])
  requireNone(site.processes())
})
