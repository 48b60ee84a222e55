import { execFile } from 'node:child_process'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { promisify } from 'node:util'
import { databaseFileOf } from '../../../host/database-copy.ts'
import { dataFiles } from '../../../host/folders.ts'
import { folderForTest } from '../support/folder.ts'

const run = promisify(execFile)
const ROOT = join(import.meta.dirname, '..', '..', '..')
const DATABASE_ID = '00000000-0000-0000-0000-000000000000'

/** An installation's data folder with a small database, and the backup program as a person runs it. */
export const newInstallation = (people = 3, environment: Record<string, string> = {}) => {
  const dataDir = folderForTest()
  const files = dataFiles(dataDir)
  const database = databaseFileOf(files.database, DATABASE_ID)
  if (people > 0) createDatabase(database, people)
  return {
    dataDir,
    files,
    database,
    people: () => countPeople(database),
    backups: () => readdirSync(files.backups).filter((name) => name.endsWith('.zst')),
    /** Output and exit code of `node host/backup/main.ts WORDS`. */
    backup: async (...words: string[]) => {
      try {
        const { stdout } = await run(process.execPath, [join(ROOT, 'host/backup/main.ts'), ...words], {
          env: { MYP_DATA_DIR: dataDir, ...environment },
        })
        return { code: 0, text: stdout }
      } catch (error) {
        const { code, stderr } = error as { code: number; stderr: string }
        return { code, text: stderr }
      }
    },
    configure: (text: string) => writeFileSync(join(dataDir, 'config.toml'), text),
  }
}

/** In WAL mode and left open, as workerd has it: what was written last is not in the main file yet. */
const createDatabase = (file: string, people: number): void => {
  mkdirSync(dirname(file), { recursive: true })
  const database = new DatabaseSync(file)
  database.exec(`pragma journal_mode = wal;
    create table d1_migrations (id integer primary key, name text, applied_at text);
    insert into d1_migrations (name) values ('0001_workshop.sql');
    create table users (id text primary key, name text) strict;
    create table jobs (id text primary key, user_id text not null references users (id)) strict;`)
  const insert = database.prepare('insert into users values (?, ?)')
  for (let index = 0; index < people; index++) insert.run(`u${index}`, `Person ${index} ${'x'.repeat(200)}`)
  database.close()
}

const countPeople = (file: string): number => {
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    return Number(database.prepare('select count(*) as count from users').get()?.count)
  } finally {
    database.close()
  }
}
