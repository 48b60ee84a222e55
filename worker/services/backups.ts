import type { BackupsAnswer } from '../../host/protocol.ts'
import { BackupFailed } from '../clients/host.ts'
import { insertAudit } from '../db/audit-events.ts'
import type { Deps } from '../deps.ts'
import type { Actor } from '../domain/access.ts'
import { deedOf } from './audit.ts'
import { iso } from './present.ts'
import { Refused } from './refusal.ts'

const presentTrouble = (trouble: { at: number; message: string } | null) =>
  trouble && { at: iso(trouble.at), message: trouble.message }

export const presentBackupHistory = ({
  failure,
  copy,
  restoreTest,
}: Pick<BackupsAnswer, 'failure' | 'copy' | 'restoreTest'>) => ({
  /** Why the last try failed; `null`: it worked. */
  failure: presentTrouble(failure),
  copy: {
    at: copy.at === null ? null : iso(copy.at),
    name: copy.name,
    problem: presentTrouble(copy.problem),
  },
  restoreTest: restoreTest && { ...restoreTest, at: iso(restoreTest.at) },
})

const present = (answer: BackupsAnswer) => ({
  items: answer.items.map((item) => ({ ...item, at: iso(item.at) })),
  nextCursor: null,
  running: answer.running,
  ...presentBackupHistory(answer),
})

/** All backups in the data folder (at most some 66), newest first, and what happened last. */
export const listBackups = async (deps: Deps) => present(await deps.host.listBackups())

/** Backs up at once. Throws `backup_failed` with the reason. */
export const makeBackup = async (deps: Deps, actor: Actor) => {
  try {
    const answer = await deps.host.makeBackup()
    const name = answer.items[0]?.name ?? 'none'
    await insertAudit(deps.db, deedOf(actor, { at: deps.now(), action: 'backup.make', entityId: name }))
    return present(answer)
  } catch (error) {
    if (!(error instanceof BackupFailed)) throw error
    throw new Refused('backup_failed', { extra: { reason: error.message } })
  }
}
