import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from './runtime.ts'
import { splitStatements } from './sql-statements.ts'
import { EXIT, StartRefused } from './start-refused.ts'

/** Character for character what `wrangler d1 migrations apply` creates, so that either can go on after the other. */
const CREATE_TABLE = `CREATE TABLE IF NOT EXISTS "d1_migrations"(
		id         INTEGER PRIMARY KEY AUTOINCREMENT,
		name       TEXT UNIQUE,
		applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
)`

/** Fails whatever the schema is: it ends a rehearsal, so that nothing of it stays. */
const ROLL_BACK = `select json('end of rehearsal')`
const ROLLED_BACK = 'malformed JSON'

type Migration = { name: string; statements: string[] }

/**
 * Applies the files `*.sql` of `dir` that `d1_migrations` does not list, in the order of their names,
 * all in one transaction: after a failure the database is as it was before the first of them.
 * `takeCopy` is called first when the database has been migrated before. Answers the applied names.
 * Throws `StartRefused` (exit code 4) naming the file that failed.
 */
export const applyMigrations = async (
  db: Database,
  dir: string,
  takeCopy: (firstPending: string) => Promise<void>,
): Promise<string[]> => {
  await db.prepare(CREATE_TABLE).run()
  const { results } = await db.prepare('select name from d1_migrations order by id').all<{ name: string }>()
  const applied = new Set(results.map((row) => row.name))
  const pending = readMigrations(dir).filter((migration) => !applied.has(migration.name))
  const [first] = pending
  if (!first) return []
  if (applied.size > 0) await takeCopy(first.name)
  const failure = await run(db, pending)
  if (failure === undefined) return pending.map((migration) => migration.name)
  const culprit = (await findCulprit(db, pending)) ?? { name: first.name, reason: failure }
  throw new StartRefused(
    EXIT.data,
    `migration ${culprit.name} failed: ${culprit.reason}; the database is as it was before`,
  )
}

const readMigrations = (dir: string): Migration[] => {
  if (!existsSync(dir)) return []
  return readdirSync(dir)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => ({ name, statements: splitStatements(readFileSync(join(dir, name), 'utf8')) }))
}

/** Answers why it failed, or nothing. D1 runs a batch as one transaction. */
const run = async (db: Database, migrations: Migration[], ending?: string): Promise<string | undefined> => {
  const statements = migrations.flatMap(({ name, statements }) => [
    ...statements.map((statement) => db.prepare(statement)),
    db.prepare('INSERT INTO "d1_migrations" (name) values (?)').bind(name),
  ])
  try {
    await db.batch(ending === undefined ? statements : [...statements, db.prepare(ending)])
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** D1 does not say which statement of a batch failed: rehearse one file more at a time, always rolled back. */
const findCulprit = async (
  db: Database,
  pending: Migration[],
): Promise<{ name: string; reason: string } | undefined> => {
  for (const [index, migration] of pending.entries()) {
    const reason = await run(db, pending.slice(0, index + 1), ROLL_BACK)
    if (reason !== undefined && !reason.includes(ROLLED_BACK)) return { name: migration.name, reason }
  }
  return undefined
}
