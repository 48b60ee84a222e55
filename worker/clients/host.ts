import type * as z from 'zod'
import {
  BackupProblem,
  BackupsAnswer,
  HashAnswer,
  HOST_ORIGIN,
  HostHealth,
  StrengthAnswer,
  VerifyAnswer,
} from '../../host/protocol.ts'

/** Longer than ten queued bcrypt runs on a Pi take. */
const TIMEOUT_MS = 15_000
/** The host answers after 20 s at the latest. */
const BACKUP_TIMEOUT_MS = 25_000

/** A service binding, by what is used of it: the portal's types, which know the DOM, read this file too. */
type HostBinding = { fetch: (url: string, init: RequestInit) => Promise<Response> }

/** The machine has more to do than it manages in time: worth another try in some seconds. */
export class HostBusy extends Error {
  override name = 'HostBusy'
}

/** A backup was asked for and could not be made; the message is the host's reason. */
export class BackupFailed extends Error {
  override name = 'BackupFailed'
}

export type HostClient = {
  /** bcrypt, cost 12. Throws HostBusy, also when the host does not answer in 15 s. */
  hashPassword: (password: string) => Promise<string>
  verifyPassword: (password: string, hash: string) => Promise<boolean>
  /** How guessable a password of at most 72 characters is, also by what is `known` of the person. */
  passwordStrength: (password: string, known: string[]) => Promise<z.infer<typeof StrengthAnswer>>
  /** What the host knows of itself and its machine. */
  health: () => Promise<HostHealth>
  listBackups: () => Promise<BackupsAnswer>
  /** Resolves when it is made, or after 20 s while it still is. Throws BackupFailed. */
  makeBackup: () => Promise<BackupsAnswer>
}

/** The machine the worker runs on, through the service binding `HOST`. */
export const hostClient = (binding: HostBinding): HostClient => {
  const ask = async <T extends z.ZodType>(
    path: string,
    body: unknown,
    Answer: T,
    timeoutMs = TIMEOUT_MS,
  ): Promise<z.infer<T>> => {
    const answer = await binding
      .fetch(`${HOST_ORIGIN}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(timeoutMs),
      })
      .catch((error: unknown) => {
        const isLate = error instanceof Error && error.name === 'TimeoutError'
        throw isLate ? new HostBusy(`no answer from the host in ${timeoutMs} ms on ${path}`) : error
      })
    if (answer.status === 503) throw new HostBusy(`host is busy on ${path}`)
    const failed = answer.ok ? undefined : BackupProblem.safeParse(await answer.json().catch(() => null))
    if (failed?.success) throw new BackupFailed(failed.data.detail)
    if (!answer.ok) throw new Error(`host answered ${answer.status} on ${path}`)
    return Answer.parse(await answer.json())
  }
  return {
    hashPassword: async (password) => (await ask('/password/hash', { password }, HashAnswer)).hash,
    verifyPassword: async (password, hash) =>
      (await ask('/password/verify', { password, hash }, VerifyAnswer)).matches,
    passwordStrength: (password, known) => ask('/password/strength', { password, known }, StrengthAnswer),
    health: () => ask('/health', {}, HostHealth),
    listBackups: () => ask('/backups/list', {}, BackupsAnswer),
    makeBackup: () => ask('/backups/make', {}, BackupsAnswer, BACKUP_TIMEOUT_MS),
  }
}
