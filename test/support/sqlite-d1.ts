import { readdirSync, readFileSync } from 'node:fs'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import type { D1Database } from '@cloudflare/workers-types'

type Kind = 'read' | 'write'

/**
 * What drizzle uses of D1, on SQLite in this process: the same migrations, triggers and errors, a batch is a
 * transaction. For tests that need hundreds of thousands of statements; what D1 itself adds is tested in workerd.
 */
export const openSqliteD1 = (migrationsDir: string) => {
  const sqlite = new DatabaseSync(':memory:')
  sqlite.exec('pragma foreign_keys = on')
  for (const name of readdirSync(migrationsDir)
    .filter((file) => file.endsWith('.sql'))
    .sort())
    sqlite.exec(readFileSync(`${migrationsDir}/${name}`, 'utf8'))

  const prepared = new Map<string, { statement: StatementSync; kind: Kind }>()
  const statementOf = (sql: string) => {
    const known = prepared.get(sql)
    if (known) return known
    const statement = sqlite.prepare(sql)
    const entry = { statement, kind: statement.columns().length > 0 ? 'read' : 'write' } as const
    prepared.set(sql, entry)
    return entry
  }
  /** As D1 words it: guards are recognised by this. */
  const asD1 = <T>(work: () => T): T => {
    try {
      return work()
    } catch (error) {
      throw new Error(
        `D1_ERROR: ${error instanceof Error ? error.message : String(error)}: SQLITE_CONSTRAINT`,
      )
    }
  }
  const execute = (sql: string, values: SQLInputValue[]) =>
    asD1(() => {
      const { statement, kind } = statementOf(sql)
      if (kind === 'read') return { success: true, results: statement.all(...values), meta: { changes: 0 } }
      const { changes } = statement.run(...values)
      return { success: true, results: [], meta: { changes: Number(changes) } }
    })
  const bound = (sql: string, values: SQLInputValue[]) => ({
    sql,
    values,
    bind: (...given: unknown[]) => bound(sql, given.map(asSqlite)),
    run: async () => execute(sql, values),
    all: async () => execute(sql, values),
    first: async () => execute(sql, values).results[0] ?? null,
    raw: async () =>
      asD1(() => {
        const { statement } = statementOf(sql)
        statement.setReturnArrays(true)
        try {
          return statement.all(...values)
        } finally {
          statement.setReturnArrays(false)
        }
      }),
  })
  const d1 = {
    prepare: (sql: string) => bound(sql, []),
    batch: async (statements: { sql: string; values: SQLInputValue[] }[]) => {
      sqlite.exec('begin')
      try {
        const results = statements.map(({ sql, values }) => execute(sql, values))
        sqlite.exec('commit')
        return results
      } catch (error) {
        sqlite.exec('rollback')
        throw error
      }
    },
  }
  return { d1: d1 as unknown as D1Database, sqlite }
}

const asSqlite = (value: unknown): SQLInputValue => {
  if (typeof value === 'boolean') return value ? 1 : 0
  return (value ?? null) as SQLInputValue
}
