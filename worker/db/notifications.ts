import { and, asc, count, desc, eq, isNull, sql } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Database } from './database.ts'

export const notifications = sqliteTable('notifications', {
  id: text().primaryKey(),
  userId: text().notNull(),
  kind: text().notNull(),
  jobId: text(),
  printerId: text(),
  params: text({ mode: 'json' }).$type<Record<string, unknown>>().notNull(),
  once: text(),
  createdAt: integer().notNull(),
  readAt: integer(),
})
export type NotificationRow = typeof notifications.$inferSelect

/** Does nothing when the person was told the same `once` before. */
export const insertNotification = (db: Database, row: NotificationRow) =>
  db.insert(notifications).values(row).onConflictDoNothing()

/** The same, but only if the statement before it in the same batch changed a row. */
export const insertNotificationIfChanged = (db: Database, row: NotificationRow) =>
  db
    .insert(notifications)
    .select(sql`
      select ${row.id}, ${row.userId}, ${row.kind}, ${row.jobId}, ${row.printerId},
        ${JSON.stringify(row.params)}, ${row.once}, ${row.createdAt}, null
      where changes() > 0`)
    .onConflictDoNothing()

export type NotificationFilter = {
  unread: boolean
  isOldestFirst: boolean
  after?: { createdAt: number; id: string } | undefined
  limit: number
}

/** A page of somebody's notifications by time. */
export const selectNotifications = (db: Database, userId: string, filter: NotificationFilter) => {
  const [beyond, direction] = filter.isOldestFirst ? (['>', asc] as const) : (['<', desc] as const)
  return db
    .select()
    .from(notifications)
    .where(
      and(
        eq(notifications.userId, userId),
        filter.unread ? isNull(notifications.readAt) : undefined,
        filter.after
          ? sql`(${notifications.createdAt}, ${notifications.id}) ${sql.raw(beyond)} (${filter.after.createdAt}, ${filter.after.id})`
          : undefined,
      ),
    )
    .orderBy(direction(notifications.createdAt), direction(notifications.id))
    .limit(filter.limit)
}

export const countUnread = (db: Database, userId: string) =>
  db
    .select({ unread: count() })
    .from(notifications)
    .where(and(eq(notifications.userId, userId), isNull(notifications.readAt)))

export const findNotification = (
  db: Database,
  userId: string,
  id: string,
): Promise<NotificationRow | undefined> =>
  db
    .select()
    .from(notifications)
    .where(and(eq(notifications.id, id), eq(notifications.userId, userId)))
    .get()

/** Marks one, or all of somebody's, as read; what was read keeps its time. */
export const markRead = (db: Database, userId: string, at: number, id?: string) =>
  db
    .update(notifications)
    .set({ readAt: at })
    .where(
      and(
        eq(notifications.userId, userId),
        isNull(notifications.readAt),
        id === undefined ? undefined : eq(notifications.id, id),
      ),
    )

/** Everything somebody has been told, newest first. */
export const selectNotificationsOf = (db: Database, userId: string, limit: number) =>
  db
    .select()
    .from(notifications)
    .where(eq(notifications.userId, userId))
    .orderBy(desc(notifications.createdAt))
    .limit(limit)
