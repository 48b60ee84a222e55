import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { endProcess, isAlive, ProcessIdentity } from './process-identity.ts'

/** An orphan has lost what it worked for; it gets this long to close its files. */
const ORPHAN_GRACE_MS = 2_500

export type PidFiles = Readonly<{
  write: (name: string, identity: ProcessIdentity) => void
  remove: (name: string) => void
  /** The living process of this name. */
  find: (name: string) => ProcessIdentity | undefined
  /** Ends what an earlier, killed run left behind, and answers what was ended. Other people's processes are never touched. */
  endOrphans: (names: readonly string[]) => Promise<ProcessIdentity[]>
}>

/** Who runs for this data folder: one file `NAME.pid` per process, with its id and start time. */
export const openPidFiles = (dir: string): PidFiles => {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const fileOf = (name: string): string => join(dir, `${name}.pid`)
  const endOrphan = async (name: string): Promise<ProcessIdentity[]> => {
    const identity = readIdentity(fileOf(name))
    const isOrphan = identity !== undefined && isAlive(identity)
    if (isOrphan) await endProcess(identity, ORPHAN_GRACE_MS)
    rmSync(fileOf(name), { force: true })
    return isOrphan ? [identity] : []
  }
  return {
    write: (name, identity) => writeFileSync(fileOf(name), `${JSON.stringify(identity)}\n`),
    remove: (name) => rmSync(fileOf(name), { force: true }),
    find: (name) => {
      const identity = readIdentity(fileOf(name))
      return identity && isAlive(identity) ? identity : undefined
    },
    endOrphans: async (names) => (await Promise.all(names.map(endOrphan))).flat(),
  }
}

/** A file that is missing or was cut off by a crash names nobody. */
const readIdentity = (file: string): ProcessIdentity | undefined => {
  try {
    return ProcessIdentity.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return undefined
  }
}
