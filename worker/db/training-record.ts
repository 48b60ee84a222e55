import { and, asc, eq, gt, gte, isNotNull, isNull, lt, or, sql } from 'drizzle-orm'
import type { Window } from '../domain/window.ts'
import type { Database } from './database.ts'
import { jobs } from './jobs.ts'
import { printers } from './printers.ts'

/** No job is longer, and none is used for longer than as much again beyond its end. */
const LOOK_BACK_MS = 62 * 86_400_000

/** What somebody's machines were used for within a stretch of time, by start. */
export const selectRecord = (db: Database, userId: string, { startsAt, endsAt }: Window) =>
  db
    .select({
      title: jobs.title,
      note: jobs.note,
      startedAt: sql<number>`${jobs.startedAt}`,
      finishedAt: jobs.finishedAt,
      printerName: printers.name,
      kind: printers.kind,
    })
    .from(jobs)
    .innerJoin(printers, eq(printers.id, jobs.printerId))
    .where(
      and(
        eq(jobs.userId, userId),
        gte(jobs.startsAt, startsAt - LOOK_BACK_MS),
        isNotNull(jobs.startedAt),
        lt(jobs.startedAt, endsAt),
        or(isNull(jobs.finishedAt), gt(jobs.finishedAt, startsAt)),
      ),
    )
    .orderBy(asc(jobs.startedAt))
    .limit(500)
