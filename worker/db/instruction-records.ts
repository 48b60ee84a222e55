import { and, desc, eq, gte, isNotNull, isNull, type SQL, sql } from 'drizzle-orm'
import { alias, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Database } from './database.ts'
import { instructionTexts, isCurrent } from './instructions.ts'
import { qualificationGrants, qualifications } from './qualifications.ts'
import { users } from './users.ts'

export const instructionRecords = sqliteTable('instruction_records', {
  id: text().primaryKey(),
  textId: text().notNull(),
  userId: text().notNull(),
  userSignedAt: integer(),
  userKioskId: text(),
  trainerId: text(),
  trainerSignedAt: integer(),
  trainerKioskId: text(),
  completedAt: integer(),
  grantId: text(),
  expiresAt: integer(),
})
export type InstructionRecord = typeof instructionRecords.$inferSelect

/** One of the two signatures under a text about one person. */
export type Signature = {
  textId: string
  userId: string
  by: 'person' | 'trainer'
  signerId: string
  kioskId: string | null
  at: number
}

/**
 * Signs, once: a signature that stands is not given anew, and who has completed the same version since `since`
 * does not begin again.
 */
export const signRecord = (db: Database, id: string, signature: Signature, since: number) => {
  const { textId, userId, by, signerId, kioskId, at } = signature
  const person = by === 'person' ? sql`${at}, ${kioskId}, null, null, null` : null
  const trainer = sql`null, null, ${signerId}, ${at}, ${kioskId}`
  return db
    .insert(instructionRecords)
    .select(sql`
      select ${id}, ${textId}, ${userId}, ${person ?? trainer}, null, null, null
      where not exists (select 1 from instruction_records
        where text_id = ${textId} and user_id = ${userId} and completed_at >= ${since})`)
    .onConflictDoUpdate({
      target: [instructionRecords.textId, instructionRecords.userId],
      targetWhere: isNull(instructionRecords.completedAt),
      set: person
        ? { userSignedAt: sql`excluded.user_signed_at`, userKioskId: sql`excluded.user_kiosk_id` }
        : {
            trainerId: sql`excluded.trainer_id`,
            trainerSignedAt: sql`excluded.trainer_signed_at`,
            trainerKioskId: sql`excluded.trainer_kiosk_id`,
          },
      setWhere: person ? isNull(instructionRecords.userSignedAt) : isNull(instructionRecords.trainerSignedAt),
    })
}

type Completion = {
  qualificationId: string
  textId: string
  userId: string
  grantId: string
  at: number
  expiresAt: number | null
}

/** With both signatures there, the record is complete and becomes a grant in place of the one before. */
export const completeRecord = (db: Database, completion: Completion) => {
  const { qualificationId, textId, userId, grantId, at, expiresAt } = completion
  const isSigned = and(
    eq(instructionRecords.textId, textId),
    eq(instructionRecords.userId, userId),
    isNull(instructionRecords.completedAt),
    isNotNull(instructionRecords.userSignedAt),
    isNotNull(instructionRecords.trainerSignedAt),
  )
  return [
    db
      .update(qualificationGrants)
      .set({ revokedAt: at })
      .where(
        and(
          eq(qualificationGrants.qualificationId, qualificationId),
          eq(qualificationGrants.userId, userId),
          isNull(qualificationGrants.revokedAt),
          sql`exists (select 1 from ${instructionRecords} where ${isSigned})`,
        ),
      ),
    db.insert(qualificationGrants).select(sql`
      select ${grantId}, ${qualificationId}, ${instructionRecords.userId}, ${at}, ${instructionRecords.trainerId}, ${expiresAt}, null, null
      from ${instructionRecords} where ${isSigned}`),
    db.update(instructionRecords).set({ completedAt: at, grantId, expiresAt }).where(isSigned),
  ] as const
}

/** The newest record of a person and version, signed by one or both. */
export const findRecord = (
  db: Database,
  textId: string,
  userId: string,
): Promise<InstructionRecord | undefined> =>
  db
    .select()
    .from(instructionRecords)
    .where(and(eq(instructionRecords.textId, textId), eq(instructionRecords.userId, userId)))
    .orderBy(sql`${instructionRecords.completedAt} is null desc`, desc(instructionRecords.completedAt))
    .limit(1)
    .get()

const trainers = alias(users, 'trainers')
const publishedTexts = (db: Database, where: SQL | undefined) =>
  db
    .select({
      record: instructionRecords,
      qualificationId: qualifications.id,
      name: qualifications.name,
      kind: qualifications.kind,
      version: instructionTexts.version,
      text: instructionTexts.text,
      userName: users.displayName,
      trainerName: trainers.displayName,
      revokedAt: qualificationGrants.revokedAt,
      heldUntil: qualificationGrants.expiresAt,
    })
    .from(instructionRecords)
    .innerJoin(instructionTexts, eq(instructionTexts.id, instructionRecords.textId))
    .innerJoin(qualifications, eq(qualifications.id, instructionTexts.qualificationId))
    .innerJoin(users, eq(users.id, instructionRecords.userId))
    .leftJoin(trainers, eq(trainers.id, instructionRecords.trainerId))
    .leftJoin(qualificationGrants, eq(qualificationGrants.id, instructionRecords.grantId))
    .where(where)
    .limit(1_000)
export type RecordWithWords = Awaited<ReturnType<typeof publishedTexts>>[number]

/** What waits for the other signature under a version that is in force; of one person or all. */
export const selectPending = (db: Database, userId?: string) =>
  publishedTexts(
    db,
    and(
      isNull(instructionRecords.completedAt),
      isNull(users.disabledAt),
      isNull(qualifications.archivedAt),
      isCurrent,
      userId === undefined ? undefined : eq(instructionRecords.userId, userId),
    ),
  )

export type EvidenceFilter = { userId?: string | undefined; qualificationId?: string | undefined }

/** What both have signed, newest first. */
export const selectEvidence = (db: Database, { userId, qualificationId }: EvidenceFilter) =>
  publishedTexts(
    db,
    and(
      gte(instructionRecords.completedAt, 0),
      userId === undefined ? undefined : eq(instructionRecords.userId, userId),
      qualificationId === undefined ? undefined : eq(qualifications.id, qualificationId),
    ),
  ).orderBy(desc(instructionRecords.completedAt), desc(instructionTexts.version), desc(instructionRecords.id))
