import { and, asc, desc, eq, gte, isNull, lt, lte, sql } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Database } from './database.ts'
import { notifications } from './notifications.ts'
import { users } from './users.ts'

export const qualifications = sqliteTable('qualifications', {
  id: text().primaryKey(),
  name: text().notNull(),
  description: text(),
  validMonths: integer(),
  createdAt: integer().notNull(),
  archivedAt: integer(),
  kind: text(),
  minorMonths: integer(),
})
export type QualificationRow = typeof qualifications.$inferSelect

export const qualificationGrants = sqliteTable('qualification_grants', {
  id: text().primaryKey(),
  qualificationId: text().notNull(),
  userId: text().notNull(),
  grantedAt: integer().notNull(),
  grantedBy: text().notNull(),
  expiresAt: integer(),
  note: text(),
  revokedAt: integer(),
})
export type GrantRow = typeof qualificationGrants.$inferSelect

export const selectQualifications = (db: Database) =>
  db.select().from(qualifications).where(isNull(qualifications.archivedAt)).orderBy(asc(qualifications.name))

export const findQualification = (db: Database, id: string): Promise<QualificationRow | undefined> =>
  db
    .select()
    .from(qualifications)
    .where(and(eq(qualifications.id, id), isNull(qualifications.archivedAt)))
    .get()

/** A name or a kind that exists already conflicts on `qualifications.name` or `qualifications.kind`. */
export const insertQualification = (db: Database, row: QualificationRow) =>
  db.insert(qualifications).values(row)

export const updateQualification = (
  db: Database,
  id: string,
  change: Partial<Omit<QualificationRow, 'id' | 'createdAt'>>,
) =>
  db
    .update(qualifications)
    .set(change)
    .where(and(eq(qualifications.id, id), isNull(qualifications.archivedAt)))

const grantColumns = {
  id: qualificationGrants.id,
  qualificationId: qualificationGrants.qualificationId,
  name: qualifications.name,
  userId: qualificationGrants.userId,
  displayName: users.displayName,
  grantedAt: qualificationGrants.grantedAt,
  expiresAt: qualificationGrants.expiresAt,
  note: qualificationGrants.note,
}

const grants = (db: Database) =>
  db
    .select(grantColumns)
    .from(qualificationGrants)
    .innerJoin(qualifications, eq(qualifications.id, qualificationGrants.qualificationId))
    .innerJoin(users, eq(users.id, qualificationGrants.userId))

/** What a person holds, expired or not. */
export const selectGrantsOf = (db: Database, userId: string) =>
  grants(db)
    .where(and(eq(qualificationGrants.userId, userId), isNull(qualificationGrants.revokedAt)))
    .orderBy(asc(qualifications.name))

/** Who holds a qualification, expired or not. */
export const selectHolders = (db: Database, qualificationId: string) =>
  grants(db)
    .where(
      and(eq(qualificationGrants.qualificationId, qualificationId), isNull(qualificationGrants.revokedAt)),
    )
    .orderBy(desc(qualificationGrants.grantedAt))
    .limit(1_000)

/** What runs out between two instants and its holder has not been told about in this way. */
export const selectGrantsToTell = (db: Database, from: number, until: number, kind: string) =>
  grants(db)
    .where(
      and(
        isNull(qualificationGrants.revokedAt),
        gte(qualificationGrants.expiresAt, from),
        lte(qualificationGrants.expiresAt, until),
        isNull(users.disabledAt),
        sql`not exists (select 1 from ${notifications} where ${notifications.userId} = ${qualificationGrants.userId}
          and ${notifications.once} = ${kind} || ':' || ${qualificationGrants.id})`,
      ),
    )
    .limit(200)

export const insertGrant = (db: Database, grant: GrantRow) => db.insert(qualificationGrants).values(grant)

export const revokeGrant = (db: Database, qualificationId: string, userId: string, at: number) =>
  db
    .update(qualificationGrants)
    .set({ revokedAt: at })
    .where(
      and(
        eq(qualificationGrants.qualificationId, qualificationId),
        eq(qualificationGrants.userId, userId),
        isNull(qualificationGrants.revokedAt),
        lt(qualificationGrants.grantedAt, at + 1),
      ),
    )
