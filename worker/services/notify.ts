import {
  countUnread,
  findNotification,
  insertNotification,
  insertNotificationIfChanged,
  markRead,
  type NotificationFilter,
  type NotificationRow,
  selectNotifications,
} from '../db/notifications.ts'
import type { Deps } from '../deps.ts'
import type { UserActor } from '../domain/access.ts'
import { hasWords } from '../domain/name-order.ts'
import { sayInstant } from './local-words.ts'
import { type NotificationKind, type NotificationParams, wordNotification } from './notification-texts.ts'
import { iso, type Language } from './present.ts'
import { Refused } from './refusal.ts'

export type Message<K extends NotificationKind> = {
  userId: string
  kind: K
  params: NotificationParams<K>
  jobId?: string | null
  printerId?: string | null
  /** The same is told to a person only once, whoever asks how often: for level-based passes. */
  once?: string
}

const rowOf = <K extends NotificationKind>(deps: Deps, message: Message<K>): NotificationRow => ({
  id: deps.newId(),
  userId: message.userId,
  kind: message.kind,
  jobId: message.jobId ?? null,
  printerId: message.printerId ?? null,
  params: message.params,
  once: message.once ?? null,
  createdAt: deps.now(),
  readAt: null,
})

/** A statement for a batch that tells a person something in the portal. */
export const notify = <K extends NotificationKind>(deps: Deps, message: Message<K>) =>
  insertNotification(deps.db, rowOf(deps, message))

/** The same, told only if the statement before it in the batch changed a row: put it last. */
export const notifyIfChanged = <K extends NotificationKind>(deps: Deps, message: Message<K>) =>
  insertNotificationIfChanged(deps.db, rowOf(deps, message))

const present = (deps: Deps, row: NotificationRow, language: Language) => ({
  id: row.id,
  kind: row.kind,
  text:
    wordNotification(row.kind, row.params, language, (at) =>
      sayInstant(at, language, deps.config.timeZone),
    ) ?? row.kind,
  jobId: row.jobId,
  printerId: row.printerId,
  createdAt: iso(row.createdAt),
  readAt: row.readAt === null ? null : iso(row.readAt),
})

/** More than anybody is told before it is forgotten; a search goes through no more than these. */
const MAX_SEARCHED = 2_000

/**
 * A page of one's own notifications by time, and how many are unread in all. What is searched is what is read,
 * in the reader's language, so it is searched here and not in the database.
 */
export const listNotifications = async (
  deps: Deps,
  actor: UserActor,
  language: Language,
  { search, ...filter }: NotificationFilter & { search?: string | undefined },
) => {
  const limit = search === undefined ? filter.limit + 1 : MAX_SEARCHED
  const [rows, unread] = await deps.db.batch([
    selectNotifications(deps.db, actor.id, { ...filter, limit }),
    countUnread(deps.db, actor.id),
  ])
  const found = rows
    .map((row) => ({ row, message: present(deps, row, language) }))
    .filter(({ message }) => search === undefined || hasWords(message.text, search))
  const page = found.slice(0, filter.limit)
  const last = found.length > filter.limit ? page.at(-1)?.row : undefined
  return {
    items: page.map(({ message }) => message),
    unread: unread[0]?.unread ?? 0,
    nextCursor: last ? { createdAt: last.createdAt, id: last.id } : null,
  }
}

/** Refuses with `not_found` what is not one's own. Reading twice is reading once. */
export const readNotification = async (deps: Deps, actor: UserActor, language: Language, id: string) => {
  await markRead(deps.db, actor.id, deps.now(), id)
  const row = await findNotification(deps.db, actor.id, id)
  if (!row) throw new Refused('not_found')
  return present(deps, row, language)
}

export const readAllNotifications = async (deps: Deps, actor: UserActor): Promise<void> => {
  await markRead(deps.db, actor.id, deps.now())
}
