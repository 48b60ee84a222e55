import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

/** Resolves when tar has ended well. Rejects with its exit code, or when there is no tar. */
const endedWell = (tar: ChildProcess): Promise<void> => {
  const ended = once(tar, 'exit').then(([code]) => {
    if (code !== 0) throw new Error(`tar ended with code ${code}`)
  })
  // It may fail while the stream is still being read or written; whoever awaits it is told then.
  ended.catch(() => undefined)
  return ended
}

/**
 * The folder as a standard tar, so that the archive can be opened without this program. The stream ends only after
 * tar has ended well: half an archive is none. Throws otherwise.
 */
export async function* packFolder(folder: string): AsyncGenerator<Buffer> {
  const tar = spawn('tar', ['--create', '--file=-', '--numeric-owner', '--directory', folder, '.'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = endedWell(tar)
  yield* tar.stdout
  await ended
}

/**
 * The end of a pipeline: unpacks a tar into the folder. Tar stops reading at the archive's end and may be gone before
 * its input is closed, so its exit code is what counts, not how the pipe ended. Throws when it did not end well.
 */
export const unpackInto =
  (folder: string) =>
  async (archive: AsyncIterable<Buffer>): Promise<void> => {
    const tar = spawn('tar', ['--extract', '--file=-', '--no-same-owner', '--directory', folder], {
      stdio: ['pipe', 'ignore', 'inherit'],
    })
    const ended = endedWell(tar)
    tar.stdin.on('error', () => undefined)
    try {
      for await (const chunk of archive) {
        if (!tar.stdin.writable || tar.stdin.write(chunk)) continue
        await Promise.race([once(tar.stdin, 'drain').catch(() => undefined), ended])
      }
    } finally {
      tar.stdin.end()
    }
    await ended
  }
