import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { onTestFinished } from 'vitest'

/** The smallest site with every kind of binding; see its wrangler.toml. */
export const SITE = resolve('test/host/fixtures/site')

export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'myp-host-'))
export const removeFolder = (dir: string): void =>
  rmSync(dir, { recursive: true, force: true, maxRetries: 5 })

/** An empty folder that is gone after the test. */
export const folderForTest = (): string => {
  const dir = newFolder()
  onTestFinished(() => removeFolder(dir))
  return dir
}
