import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Answer } from '../support/client.ts'
import { freePorts, startDemoWorkshop, until } from './demo-workshop.ts'

const SIZE = '160m'
const RECOVERY_TIMEOUT_MS = 30_000

/** Takes all that is free on the disk. */
const fill = (file: string): void => {
  const handle = openSync(file, 'w')
  try {
    for (const bytes of [1_048_576, 4_096, 1]) {
      try {
        for (;;) writeSync(handle, Buffer.alloc(bytes))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
      }
    }
  } finally {
    closeSync(handle)
  }
}

/**
 * A full disk: writes are refused with a clear error, reads go on, and when there is room again writes work without
 * a restart. Needs root, for a small file system.
 */
export const fillTheDisk = async (folder: string): Promise<void> => {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE}`, 'tmpfs', folder])
  try {
    const workshop = await startDemoWorkshop(join(folder, 'data'), await freePorts())
    try {
      const admin = await workshop.signIn('admin')
      const write = (name: string): Promise<Answer> =>
        admin.post('/api/cohorts', { name, endsOn: '2027-08-31' })
      assert.equal((await write('before')).status, 201)
      const filler = join(folder, 'filler')
      fill(filler)
      let refused: Answer | undefined
      let count = 0
      await until('a write is refused', RECOVERY_TIMEOUT_MS, async () => {
        refused = await write(`${count++} ${'x'.repeat(50)}`)
        return refused.status !== 201
      })
      assert.deepEqual(
        [refused?.status, refused?.body.code],
        [507, 'storage_full'],
        JSON.stringify(refused?.body),
      )
      await until('reads go on', RECOVERY_TIMEOUT_MS, async () => {
        const answers = await Promise.all(
          ['/api/printers', '/api/board', '/api/jobs'].map((path) => admin.get(path)),
        )
        return answers.every(({ status }) => status === 200)
      })
      assert.equal((await write('still refused')).status, 507)
      rmSync(filler)
      await until('writes work again', RECOVERY_TIMEOUT_MS, async () => (await write('after')).status === 201)
    } finally {
      await workshop.stop()
    }
    console.log('ok   a full disk refuses writes clearly, reads go on, and room alone makes it well')
  } finally {
    execFileSync('umount', ['-l', folder])
  }
}
