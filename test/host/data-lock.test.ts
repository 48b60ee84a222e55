import { fork } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { Locked, takeLock } from '../../host/supervision/data-lock.ts'
import { folderForTest } from './support/folder.ts'

/** Another process that holds the lock and says so. */
const holdElsewhere = async (file: string) => {
  const script = join(folderForTest(), 'holder.mjs')
  const module = JSON.stringify(resolve('host/supervision/data-lock.ts'))
  writeFileSync(
    script,
    `import { takeLock } from ${module}; takeLock(process.argv[2]); process.send('held'); setInterval(() => {}, 1000)`,
  )
  const holder = fork(script, [file])
  onTestFinished(() => void holder.kill('SIGKILL'))
  await once(holder, 'message')
  return holder
}

test('a lock that is held names its holder, and is free once that is killed', async () => {
  const file = join(folderForTest(), 'run', 'a.lock')
  const holder = await holdElsewhere(file)
  expect(() => takeLock(file)).toThrow(Locked)
  expect(() => takeLock(file)).toThrow(`locked by process ${holder.pid}`)
  holder.kill('SIGKILL')
  await once(holder, 'exit')
  takeLock(file)()
})

test('a lock can be taken again after it was released', () => {
  const file = join(folderForTest(), 'a.lock')
  takeLock(file)()
  const release = takeLock(file)
  expect(() => takeLock(file)).toThrow(Locked)
  release()
})
