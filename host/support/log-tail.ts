import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const LINES = 5_000

/** The newest lines of each log in these folders; older files of a rotated log are left out. */
export const lastLines = (folders: readonly string[]): { name: string; lines: string[] }[] =>
  folders.filter(existsSync).flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => /^[a-z]+\.log$/.test(name))
      .map((name) => ({
        name: name.replace('.log', ''),
        lines: readFileSync(join(folder, name), 'utf8').trimEnd().split('\n').slice(-LINES),
      })),
  )
