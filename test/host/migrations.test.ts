import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { copyDatabase } from '../../host/database-copy.ts'
import { applyMigrations } from '../../host/migrations.ts'
import type { Runtime } from '../../host/runtime.ts'
import { splitStatements } from '../../host/sql-statements.ts'
import { folderForTest, newFolder, removeFolder, SITE } from './support/folder.ts'
import { startFixtureRuntime } from './support/site.ts'

describe('a script', () => {
  test.each([
    ['two statements', 'select 1; select 2', ['select 1', 'select 2']],
    [
      'semicolons in texts, names and comments',
      `select ';', ";", [;] -- ;\n; /* ; */ select 1`,
      [`select ';', ";", [;]`, 'select 1'],
    ],
    ['doubled quotes', `select 'it''s; fine'; select 2`, [`select 'it''s; fine'`, 'select 2']],
    [
      'a trigger with a case',
      'create trigger t after insert on a begin select case when 1 then 2 end; select 3; end; select 4;',
      ['create trigger t after insert on a begin select case when 1 then 2 end; select 3; end', 'select 4'],
    ],
    [
      'a temporary trigger',
      'CREATE TEMP TRIGGER t AFTER DELETE ON a BEGIN SELECT 1; END',
      ['CREATE TEMP TRIGGER t AFTER DELETE ON a BEGIN SELECT 1; END'],
    ],
    [
      'a transaction word elsewhere',
      'create table trigger_log (x); select 1',
      ['create table trigger_log (x)', 'select 1'],
    ],
    ['nothing', ' -- only a comment\n;;', []],
  ])('with %s is split into its statements', (_what, sql, statements) => {
    expect(splitStatements(sql)).toEqual(statements)
  })
})

describe('a database', () => {
  let runtime: Runtime
  const dataDir = newFolder()
  beforeAll(async () => {
    runtime = await startFixtureRuntime(dataDir)
    await applyMigrations(runtime.db, join(SITE, 'migrations'), async () => {})
  })
  afterAll(async () => {
    await runtime.stop()
    removeFolder(dataDir)
  })

  const schema = async () => {
    const { results } = await runtime.db
      .prepare(`select name, sql from sqlite_master where name not like '\\_cf%' escape '\\'`)
      .all()
    return results
  }
  const migrations = (files: Record<string, string>): string => {
    const dir = folderForTest()
    for (const [name, sql] of Object.entries(files)) writeFileSync(join(dir, name), sql)
    return dir
  }

  test('that is up to date is left alone', async () => {
    const before = await schema()
    const applied = await applyMigrations(runtime.db, join(SITE, 'migrations'), () =>
      Promise.reject(new Error('no copy needed')),
    )
    expect(applied).toEqual([])
    expect(await schema()).toEqual(before)
  })

  test('is as it was before after a migration that fails, and the refusal names the file', async () => {
    const before = await schema()
    const dir = migrations({
      '0002_good.sql': 'create table good (x integer); insert into users (id) values (1);',
      '0003_bad.sql': 'create table half (x integer); insert into nowhere values (1);',
      '0004_never.sql': 'create table never (x integer);',
    })
    let copied = ''
    const attempt = applyMigrations(runtime.db, dir, async (firstPending) => {
      copied = firstPending
    })
    await expect(attempt).rejects.toThrow(
      /^migration 0003_bad\.sql failed: .*no such table: nowhere.*as it was before$/,
    )
    await expect(attempt).rejects.toMatchObject({ exitCode: 4 })
    expect(copied).toBe('0002_good.sql')
    expect(await schema()).toEqual(before)
    const { results } = await runtime.db.prepare(`select name from d1_migrations`).all()
    expect(results).toEqual([{ name: '0001_people.sql' }])
  })

  test('can be copied while it is in use, with what is still in the write-ahead log', async () => {
    await runtime.db.prepare(`insert into users (id, name) values ('new', 'just now')`).run()
    const file = join(folderForTest(), 'copies', 'copy.sqlite')
    await copyDatabase(join(dataDir, 'd1'), file)
    const copy = new DatabaseSync(file, { readOnly: true })
    expect(copy.prepare(`select name from users where id = 'new'`).get()).toEqual({ name: 'just now' })
    copy.close()
  })
})
