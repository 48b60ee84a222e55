import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Answer } from '../support/client.ts'
import { freePorts, startDemoWorkshop, until } from './demo-workshop.ts'

const SIZE = '256M'
const REFUSAL_TIMEOUT_MS = 30_000

/**
 * A card that the kernel has mounted read-only after an error. SQLite under workerd can't open such a database even
 * to read it, so everything is refused with a clear error, and nothing dies. Needs root, loop devices and ext4, which can be told that it has failed.
 */
export const makeTheDiskReadOnly = async (folder: string): Promise<void> => {
  const [image, mounted] = [join(folder, 'disk.img'), join(folder, 'read-only')]
  mkdirSync(mounted)
  execFileSync('truncate', ['-s', SIZE, image])
  execFileSync('mkfs.ext4', ['-q', image])
  execFileSync('mount', ['-o', 'loop', image, mounted])
  try {
    const workshop = await startDemoWorkshop(join(mounted, 'data'), await freePorts())
    try {
      const admin = await workshop.signIn('admin')
      const write = (name: string): Promise<Answer> =>
        admin.post('/api/cohorts', { name, endsOn: '2027-08-31' })
      assert.equal((await write('before')).status, 201)
      const host = workshop.pidOf('host')
      execFileSync('mount', ['-o', 'remount,abort', mounted])
      let refused: Answer | undefined
      await until('the disk is found to be read-only', REFUSAL_TIMEOUT_MS, async () => {
        refused = await write('after')
        return refused.body.code === 'storage_read_only'
      })
      assert.equal(refused?.status, 507)
      for (const path of ['/api/printers', '/api/board', '/api/health'])
        assert.equal((await admin.get(path)).body.code, 'storage_read_only', path)
      assert.equal((await admin.get('/')).status, 200, 'the portal itself is still there')
      assert.equal(workshop.pidOf('host'), host, 'the host lives on')
    } finally {
      await workshop.stop()
    }
    console.log('ok   a read-only disk is told as what it is, and nothing dies')
  } finally {
    execFileSync('umount', ['-l', mounted])
  }
}
