import { readdirSync, readFileSync } from 'node:fs'
import { access } from 'node:fs/promises'
import { constants, setPriority } from 'node:os'
import type { Logger } from 'pino'

const TASKS = '/proc/self/task'
/** The name that libuv gives the threads of its pool. */
const POOL_THREAD = 'libuv-worker'

/**
 * Lets the threads that hash passwords, pack backups and read files run after everything else: while a class signs
 * in, pages go on being answered. On Linux a thread has a priority of its own (setpriority(2)); elsewhere, and
 * where the service manager forbids it, all stays as it is.
 */
export const lowerPoolPriority = async (log: Logger): Promise<void> => {
  try {
    // The pool starts all its threads with the first piece of work.
    await access(TASKS)
    const tasks = readdirSync(TASKS).filter(
      (task) => readFileSync(`${TASKS}/${task}/comm`, 'utf8').trim() === POOL_THREAD,
    )
    for (const task of tasks) setPriority(Number(task), constants.priority.PRIORITY_BELOW_NORMAL)
    log.debug({ threads: tasks.length }, 'pool threads run after requests')
  } catch (error) {
    log.debug({ err: error }, 'pool threads keep their priority')
  }
}
