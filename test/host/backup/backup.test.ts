import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { readBackupState } from '../../../host/backup/backup-state.ts'
import { findDamage } from '../../../host/backup/database-check.ts'
import { takeLock } from '../../../host/supervision/data-lock.ts'
import { folderForTest } from '../support/folder.ts'
import { newInstallation } from './support.ts'

describe('a backup', () => {
  test('has what was written a moment ago, while somebody writes on', async () => {
    const site = newInstallation()
    const writer = new DatabaseSync(site.database)
    writer.exec(`pragma wal_autocheckpoint = 0; insert into users values ('late', 'Late')`)
    expect((await site.backup('now')).code).toBe(0)
    writer.close()
    const [name] = site.backups()
    const empty = newInstallation(0)
    const restored = await empty.backup('restore', join(site.files.backups, name ?? ''))
    expect(restored).toMatchObject({ code: 0, text: expect.stringContaining('4 people, 0 jobs') })
    expect(empty.people()).toBe(4)
  })

  test('leaves no working copy, and its sum is what sha256sum expects', async () => {
    const site = newInstallation()
    await site.backup('now')
    const names = readdirSync(site.files.backups).sort()
    expect(names).toEqual([
      expect.stringMatching(/^myp-.*-manual\.sqlite\.zst$/),
      `${names[0]}.sha256`,
      'state.json',
    ])
    expect(readFileSync(join(site.files.backups, names[1] ?? ''), 'utf8')).toMatch(
      new RegExp(`^[0-9a-f]{64}  ${names[0]}\n$`),
    )
  })

  test('of a damaged database fails and says so, and the good one before it stays', async () => {
    const site = newInstallation(2_000)
    await site.backup('now')
    truncateSync(site.database, 40_000)
    const { code, text } = await site.backup('now')
    expect(code).toBe(1)
    expect(text).toMatch(/database.* is damaged|database\.sqlite: /)
    expect(site.backups()).toHaveLength(1)
    expect(readBackupState(site.files.backupState).failure?.message).toBeTruthy()
    expect(findDamage(site.database)).toBeTruthy()
  })

  test('waits for no other: a second at the same time is refused', async () => {
    const site = newInstallation()
    const release = takeLock(site.files.backupLock)
    expect(await site.backup('now')).toEqual({
      code: 3,
      text: `another backup or restore runs (process ${process.pid}); try again when it is done\n`,
    })
    release()
    expect((await site.backup('now')).code).toBe(0)
  })
})

describe('restoring', () => {
  test('goes back to what was, and keeps what it replaced', async () => {
    const site = newInstallation()
    await site.backup('now')
    const later = new DatabaseSync(site.database)
    later.exec(`delete from users where id = 'u1'`)
    later.close()
    const [name] = site.backups()
    const { code, text } = await site.backup('restore', join(site.files.backups, name ?? ''))
    expect(code).toBe(0)
    expect(site.people()).toBe(3)
    const before = new DatabaseSync(/before is (.*)$/m.exec(text)?.[1] ?? '', { readOnly: true })
    expect(before.prepare('select count(*) as count from users').get()?.count).toBe(2)
    before.close()
  })

  test('a damaged backup is refused, and nothing has changed', async () => {
    const site = newInstallation()
    await site.backup('now')
    const file = join(site.files.backups, site.backups()[0] ?? '')
    const bytes = readFileSync(file)
    bytes[100] = (bytes[100] ?? 0) ^ 1
    writeFileSync(file, bytes)
    expect(await site.backup('restore', file)).toMatchObject({
      code: 1,
      text: expect.stringContaining('SHA-256'),
    })
    expect(site.people()).toBe(3)
  })

  test('is refused while a host runs', async () => {
    const site = newInstallation()
    await site.backup('now')
    const release = takeLock(site.files.hostLock)
    const file = join(site.files.backups, site.backups()[0] ?? '')
    expect((await site.backup('restore', file)).code).toBe(3)
    release()
  })

  test('replaces a damaged database, which is kept as it is', async () => {
    const site = newInstallation()
    await site.backup('now')
    writeFileSync(site.database, 'this is no database, it is a text '.repeat(500))
    const file = join(site.files.backups, site.backups()[0] ?? '')
    expect((await site.backup('restore', file)).code).toBe(0)
    expect(site.people()).toBe(3)
    const kept = readdirSync(site.files.copies).find((name) => name.endsWith('before-restore.sqlite'))
    expect(readFileSync(join(site.files.copies, kept ?? ''), 'utf8')).toContain('this is no database')
  })

  test.each(['config.toml', 'nowhere.sqlite.zst'])('%s is no backup', async (name) => {
    const site = newInstallation()
    site.configure('listen = "127.0.0.1"\n')
    expect((await site.backup('restore', join(site.dataDir, name))).code).toBe(1)
  })
})

describe('the restore test', () => {
  test('restores the newest backup and reports what it found', async () => {
    const site = newInstallation()
    await site.backup('now')
    expect((await site.backup('test')).text).toMatch(/^ok: .*3 people, 0 jobs, schema 0001_workshop\.sql/)
    expect(readBackupState(site.files.backupState).restoreTest).toMatchObject({ ok: true })
    expect(site.people()).toBe(3)
  })

  test('notices a backup that can not be restored', async () => {
    const site = newInstallation()
    await site.backup('now')
    truncateSync(join(site.files.backups, site.backups()[0] ?? ''), 50)
    expect((await site.backup('test')).text).toMatch(/^FAILED/)
    expect(readBackupState(site.files.backupState).restoreTest).toMatchObject({ ok: false })
  })
})

describe('an encrypted copy', () => {
  const withKey = async (environment: Record<string, string> = {}) => {
    const site = newInstallation(3, environment)
    const stick = join(site.dataDir, 'stick')
    const { text } = await site.backup('new-key')
    const keyFile = join(site.dataDir, 'key.txt')
    writeFileSync(keyFile, text)
    const recipient = /age1[a-z0-9]+/.exec(text)?.[0]
    site.configure(`[backup]\ncopy_to = "${stick}"\nrecipients = ["${recipient}"]\n`)
    writeFileSync(site.files.secrets, '{"a":"secret"}', { mode: 0o600 })
    writeFileSync(site.files.bridgeConfig, '[tapo]\n', { mode: 0o600 })
    return { site, stick, keyFile }
  }

  test('brings a new machine up with database, settings and secrets, and only with the key', async () => {
    const { site, stick, keyFile } = await withKey()
    mkdirSync(stick)
    expect((await site.backup('now')).text).toContain(stick)
    const copy = join(stick, readdirSync(stick).find((name) => name.endsWith('.age')) ?? '')
    expect(readFileSync(copy).includes('SQLite')).toBe(false)

    const fresh = newInstallation(0)
    expect(await fresh.backup('restore', copy)).toMatchObject({
      code: 1,
      text: expect.stringContaining('--identity'),
    })
    const otherKey = join(fresh.dataDir, 'other.txt')
    writeFileSync(otherKey, (await fresh.backup('new-key')).text)
    expect((await fresh.backup('restore', copy, '--identity', otherKey)).code).toBe(1)
    expect(existsSync(fresh.database)).toBe(false)

    expect((await fresh.backup('restore', copy, '--identity', keyFile)).code).toBe(0)
    expect(fresh.people()).toBe(3)
    expect(readFileSync(fresh.files.secrets, 'utf8')).toBe('{"a":"secret"}')
    expect(readFileSync(fresh.files.bridgeConfig, 'utf8')).toBe('[tapo]\n')
  })

  test('leaves settings that exist as they are, unless told otherwise', async () => {
    const { site, stick, keyFile } = await withKey()
    mkdirSync(stick)
    await site.backup('now')
    const copy = join(stick, readdirSync(stick).find((name) => name.endsWith('.age')) ?? '')
    writeFileSync(site.files.secrets, '{"a":"newer"}', { mode: 0o600 })
    await site.backup('restore', copy, '--identity', keyFile)
    expect(readFileSync(site.files.secrets, 'utf8')).toBe('{"a":"newer"}')
    await site.backup('restore', copy, '--identity', keyFile, '--with-settings')
    expect(readFileSync(site.files.secrets, 'utf8')).toBe('{"a":"secret"}')
  })

  test('that has no place does not fail the backup, and is told', async () => {
    const { site } = await withKey()
    expect(await site.backup('now')).toMatchObject({
      code: 0,
      text: expect.stringContaining('no encrypted copy'),
    })
    expect(readBackupState(site.files.backupState)).toMatchObject({
      failure: null,
      copy: { at: null, problem: { message: expect.stringContaining('stick') } },
    })
  })

  test('that tar did not finish is no copy, even if all its bytes came', async () => {
    const tools = folderForTest()
    writeFileSync(join(tools, 'tar'), '#!/bin/sh\n/bin/tar "$@"\nexit 2\n', { mode: 0o755 })
    const { site, stick } = await withKey({ PATH: `${tools}:/usr/bin:/bin` })
    mkdirSync(stick)
    expect(await site.backup('now')).toMatchObject({
      code: 0,
      text: expect.stringContaining('no encrypted copy'),
    })
    expect(readdirSync(stick)).toEqual([])
    expect(readBackupState(site.files.backupState).copy.problem?.message).toContain('tar ended with code 2')
  })

  test('is refused for something that is no public key', async () => {
    const site = newInstallation()
    site.configure('[backup]\ncopy_to = "/mnt"\nrecipients = ["AGE-SECRET-KEY-1ABC"]\n')
    chmodSync(join(site.dataDir, 'config.toml'), 0o600)
    expect((await site.backup('now')).text).toContain('recipients')
  })
})
