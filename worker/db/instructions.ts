import { and, asc, desc, eq, isNotNull, isNull, or, sql } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Database } from './database.ts'
import { qualificationGrants, qualifications } from './qualifications.ts'
import { users } from './users.ts'

export const instructionTexts = sqliteTable('instruction_texts', {
  id: text().primaryKey(),
  qualificationId: text().notNull(),
  version: integer().notNull(),
  text: text().notNull(),
  signAgainAt: integer(),
  publishedAt: integer().notNull(),
  publishedBy: text().notNull(),
})
export type InstructionText = typeof instructionTexts.$inferSelect

/** The newest version of a qualification's text. */
export const isCurrent = sql`${instructionTexts.version} = (
  select max(t.version) from instruction_texts t where t.qualification_id = ${instructionTexts.qualificationId})`

/** What has a text to be signed, or belongs to a kind of machine, with the version in force. */
export const selectInstructions = (db: Database) =>
  db
    .select({ qualification: qualifications, text: instructionTexts })
    .from(qualifications)
    .leftJoin(instructionTexts, and(eq(instructionTexts.qualificationId, qualifications.id), isCurrent))
    .where(
      and(
        isNull(qualifications.archivedAt),
        or(isNotNull(qualifications.kind), isNotNull(instructionTexts.id)),
      ),
    )
    .orderBy(asc(qualifications.name))

/** The version in force; `undefined` where there is none. */
export const findCurrentText = (
  db: Database,
  qualificationId: string,
): Promise<InstructionText | undefined> =>
  db
    .select()
    .from(instructionTexts)
    .where(eq(instructionTexts.qualificationId, qualificationId))
    .orderBy(desc(instructionTexts.version))
    .limit(1)
    .get()

/** All versions, newest first. */
export const selectTexts = (db: Database, qualificationId: string) =>
  db
    .select({ ...columns, publishedByName: users.displayName })
    .from(instructionTexts)
    .innerJoin(users, eq(users.id, instructionTexts.publishedBy))
    .where(eq(instructionTexts.qualificationId, qualificationId))
    .orderBy(desc(instructionTexts.version))
    .limit(200)

const columns = {
  id: instructionTexts.id,
  version: instructionTexts.version,
  text: instructionTexts.text,
  signAgainAt: instructionTexts.signAgainAt,
  publishedAt: instructionTexts.publishedAt,
}

/** Of two who publish at once, the second conflicts on `instruction_texts.qualification_id`. */
export const insertText = (db: Database, row: InstructionText) => db.insert(instructionTexts).values(row)

const heldLonger = (qualificationId: string, at: number) =>
  and(
    eq(qualificationGrants.qualificationId, qualificationId),
    isNull(qualificationGrants.revokedAt),
    sql`(${qualificationGrants.expiresAt} is null or ${qualificationGrants.expiresAt} > ${at})`,
  )

/** Who holds it beyond an instant. */
export const selectHeldLonger = (db: Database, qualificationId: string, at: number) =>
  db
    .select({ userId: qualificationGrants.userId })
    .from(qualificationGrants)
    .where(heldLonger(qualificationId, at))
    .limit(1_000)

/** What was signed for an older version ends at this instant at the latest, and not before it was given. */
export const shortenGrants = (db: Database, qualificationId: string, at: number) =>
  db
    .update(qualificationGrants)
    .set({ expiresAt: sql`max(${at}, ${qualificationGrants.grantedAt} + 1)` })
    .where(heldLonger(qualificationId, at))
