import { existsSync, type FSWatcher, watch } from 'node:fs'
import { join } from 'node:path'

/** Editors and builds write several files at a time. */
const SETTLE_MS = 200

/** Calls `onChange` after something below one of `sources` has changed and nothing more did for 0.2 s. */
export const watchSources = (
  root: string,
  sources: readonly string[],
  onChange: () => void,
): (() => void) => {
  let timer: NodeJS.Timeout | undefined
  const watchers: FSWatcher[] = sources
    .map((source) => join(root, source))
    .filter((path) => existsSync(path))
    .map((path) =>
      watch(path, { recursive: true }, () => {
        clearTimeout(timer)
        timer = setTimeout(onChange, SETTLE_MS)
      }),
    )
  return () => {
    clearTimeout(timer)
    for (const watcher of watchers) watcher.close()
  }
}
