import { eq } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { ROLES } from '../domain/access.ts'
import type { Database } from './database.ts'

export const users = sqliteTable('users', {
  id: text().primaryKey(),
  username: text().notNull(),
  displayName: text().notNull(),
  role: text({ enum: ROLES }).notNull(),
  passwordHash: text().notNull(),
  mustChangePassword: integer({ mode: 'boolean' }).notNull(),
  disabledAt: integer(),
  createdAt: integer().notNull(),
})
export type User = typeof users.$inferSelect

/** User names are unique without regard to case. */
export const findUserByName = (db: Database, username: string): Promise<User | undefined> =>
  db.select().from(users).where(eq(users.username, username)).get()

export const findUser = (db: Database, id: string): Promise<User | undefined> =>
  db.select().from(users).where(eq(users.id, id)).get()
