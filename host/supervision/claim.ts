import { setTimeout as wait } from 'node:timers/promises'
import { dataFiles } from '../folders.ts'
import { EXIT, StartRefused } from '../start-refused.ts'
import { Locked, type Owner, takeLock } from './data-lock.ts'
import { openPidFiles, type PidFiles } from './pid-files.ts'
import { endProcess, isAlive, type ProcessIdentity } from './process-identity.ts'

/** An orphaned start notices within a second and has 5 s to end everything; then it is ended. */
const ORPHAN_GRACE_MS = 6_000
const HOST_TIMEOUT_MS = 6_000
const POLL_MS = 50

export type Claim = Readonly<{ pidFiles: PidFiles; release: () => void }>

/**
 * Makes this process the only one to run programs on the data folder, and ends what a killed run left behind
 * there (found by pid files, never by name). Throws `StartRefused` (exit code 3), naming the process id,
 * when somebody else runs it. `starter`: whose end makes this process an orphan in turn.
 */
export const claimData = async (
  dataDir: string,
  programs: readonly string[],
  starter: ProcessIdentity | undefined,
  tell: (text: string) => void,
): Promise<Claim> => {
  const files = dataFiles(dataDir)
  const release = await takeStartLock(files.startLock, starter, tell)
  const pidFiles = openPidFiles(files.run)
  const ended = await pidFiles.endOrphans(programs)
  // Holding the host's lock shows that no host is left that would still need its workerd.
  const releaseHost = await takeHostLock(files.hostLock)
  ended.push(...(await pidFiles.endOrphans(['workerd'])))
  releaseHost()
  if (ended.length > 0) tell(`ended ${ended.length} processes that an earlier run left behind`)
  return { pidFiles, release }
}

const takeStartLock = async (
  file: string,
  starter: ProcessIdentity | undefined,
  tell: (text: string) => void,
): Promise<() => void> => {
  try {
    return takeLock(file, starter)
  } catch (error) {
    if (!(error instanceof Locked)) throw error
    if (!error.owner || !isOrphan(error.owner)) throw refusal(error, 'MYP already runs')
    tell(`ending process ${error.owner.pid}, which an earlier run left behind`)
    await endProcess(error.owner, ORPHAN_GRACE_MS)
    return takeLock(file, starter)
  }
}

const isOrphan = (owner: Owner): boolean => owner.starter !== undefined && !isAlive(owner.starter)

/** A host that is just ending holds its lock a little longer. */
const takeHostLock = async (file: string): Promise<() => void> => {
  for (let waitedMs = 0; ; waitedMs += POLL_MS) {
    try {
      return takeLock(file)
    } catch (error) {
      if (!(error instanceof Locked)) throw error
      if (waitedMs >= HOST_TIMEOUT_MS) throw refusal(error, 'a host already runs')
      await wait(POLL_MS)
    }
  }
}

const refusal = ({ owner }: Locked, what: string): StartRefused => {
  const who = owner ? `process ${owner.pid}` : 'another process'
  return new StartRefused(
    EXIT.occupied,
    `${what} on this data folder (${who}); end it first, or choose another MYP_DATA_DIR`,
  )
}
