import { asc, eq, sql } from 'drizzle-orm'
import { customType, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { fromBase64, toBase64 } from '../domain/base64.ts'
import { PHOTO_TYPES, type PhotoType } from '../domain/photo/photo.ts'
import type { Database } from './database.ts'

/** As base64: D1 hands bytes over as lists of numbers, and a photo of 5 MB would not fit into the worker's memory. */
const bytesAsText = customType<{ data: Uint8Array<ArrayBuffer>; driverData: string }>({
  dataType: () => 'text',
  toDriver: toBase64,
  fromDriver: fromBase64,
})

export const faultPhotos = sqliteTable('fault_photos', {
  reportId: text().primaryKey(),
  type: text({ enum: PHOTO_TYPES }).notNull(),
  createdAt: integer().notNull(),
})
const parts = sqliteTable('fault_photo_parts', {
  reportId: text().notNull(),
  part: integer().notNull(),
  content: bytesAsText().notNull(),
})

const PART_BYTES = 512 * 1024

/** Puts a photo in the place of the one before. */
export const savePhoto = (
  db: Database,
  reportId: string,
  photo: { type: PhotoType; bytes: Uint8Array; at: number },
) =>
  [
    deletePhoto(db, reportId),
    db.insert(faultPhotos).values({ reportId, type: photo.type, createdAt: photo.at }),
    ...Array.from({ length: Math.ceil(photo.bytes.length / PART_BYTES) }, (_, part) => {
      const from = part * PART_BYTES
      return db.insert(parts).values({ reportId, part, content: photo.bytes.slice(from, from + PART_BYTES) })
    }),
  ] as const

/** Its parts go with it. */
export const deletePhoto = (db: Database, reportId: string) =>
  db.delete(faultPhotos).where(eq(faultPhotos.reportId, reportId))

export const findPhoto = async (
  db: Database,
  reportId: string,
): Promise<{ type: PhotoType; parts: Uint8Array<ArrayBuffer>[] } | undefined> => {
  const photo = await db.select().from(faultPhotos).where(eq(faultPhotos.reportId, reportId)).get()
  if (!photo) return undefined
  const rows = await db
    .select({ content: parts.content })
    .from(parts)
    .where(eq(parts.reportId, reportId))
    .orderBy(asc(parts.part))
  return { type: photo.type, parts: rows.map((row) => row.content) }
}

/** What was done before an instant needs no picture any more. */
export const forgetOldPhotos = (db: Database, doneBefore: number) =>
  db.delete(faultPhotos).where(sql`${faultPhotos.reportId} in (
    select id from fault_reports where state = 'done' and answered_at < ${doneBefore})`)

/** All photos somebody has taken. */
export const deletePhotosOf = (db: Database, userId: string) =>
  db
    .delete(faultPhotos)
    .where(sql`${faultPhotos.reportId} in (select id from fault_reports where user_id = ${userId})`)
