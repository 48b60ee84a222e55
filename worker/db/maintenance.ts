import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Database } from './database.ts'
import { users } from './users.ts'

const maintenancePlans = sqliteTable('maintenance_plans', {
  id: text().primaryKey(),
  printerId: text().notNull(),
  name: text().notNull(),
  everyHours: integer(),
  everyJobs: integer(),
  everyDays: integer(),
  checklist: text({ mode: 'json' }).$type<string[]>().notNull(),
  blocks: integer({ mode: 'boolean' }).notNull(),
  createdAt: integer().notNull(),
  archivedAt: integer(),
})
export type MaintenancePlan = typeof maintenancePlans.$inferSelect

const maintenanceServices = sqliteTable('maintenance_services', {
  id: text().primaryKey(),
  planId: text().notNull(),
  printerId: text().notNull(),
  doneAt: integer().notNull(),
  doneOn: text().notNull(),
  doneBy: text().notNull(),
  checked: text({ mode: 'json' }).$type<string[]>().notNull(),
  note: text(),
  usedMs: integer().notNull(),
  jobs: integer().notNull(),
  energyMwh: integer().notNull(),
})
export type MaintenanceService = typeof maintenanceServices.$inferSelect

// Written out: the query builder would leave the table's name away, and the inner table has columns of the same name.
const lastService = sql`(
  select max(s.done_on) from maintenance_services s where s.plan_id = maintenance_plans.id)`
/** Of the machine, since the day after its last service. */
const since = (figure: string) => sql<number>`ifnull((
  select sum(${sql.raw(figure)}) from usage_days d
  where d.printer_id = maintenance_plans.printer_id and d.day > ifnull(${lastService}, '')), 0)`

/** Plans in force with their counters since the last service; of one machine or all. */
export const selectPlans = (db: Database, { printerId, id }: { printerId?: string; id?: string } = {}) =>
  db
    .select({
      plan: maintenancePlans,
      lastDoneOn: sql<string | null>`${lastService}`,
      usedMs: since('used_ms'),
      jobs: since('jobs'),
      energyMwh: since('job_mwh + standby_mwh + unbooked_mwh'),
    })
    .from(maintenancePlans)
    .where(
      and(
        isNull(maintenancePlans.archivedAt),
        printerId === undefined ? undefined : eq(maintenancePlans.printerId, printerId),
        id === undefined ? undefined : eq(maintenancePlans.id, id),
      ),
    )
    .orderBy(asc(maintenancePlans.printerId), asc(maintenancePlans.name))
    .limit(500)
export type CountedPlan = Awaited<ReturnType<typeof selectPlans>>[number]

export const insertPlan = (db: Database, plan: MaintenancePlan) => db.insert(maintenancePlans).values(plan)

export const updatePlan = (
  db: Database,
  id: string,
  change: Omit<MaintenancePlan, 'id' | 'printerId' | 'createdAt' | 'archivedAt'>,
) =>
  db
    .update(maintenancePlans)
    .set(change)
    .where(and(eq(maintenancePlans.id, id), isNull(maintenancePlans.archivedAt)))

export const archivePlan = (db: Database, id: string, at: number) =>
  db
    .update(maintenancePlans)
    .set({ archivedAt: at })
    .where(and(eq(maintenancePlans.id, id), isNull(maintenancePlans.archivedAt)))

export const insertService = (db: Database, service: MaintenanceService) =>
  db.insert(maintenanceServices).values(service)

/** What was done on a machine and by whom, newest first. */
export const selectServices = (db: Database, printerId: string) =>
  db
    .select({ service: maintenanceServices, planName: maintenancePlans.name, doneByName: users.displayName })
    .from(maintenanceServices)
    .innerJoin(maintenancePlans, eq(maintenancePlans.id, maintenanceServices.planId))
    .innerJoin(users, eq(users.id, maintenanceServices.doneBy))
    .where(eq(maintenanceServices.printerId, printerId))
    .orderBy(desc(maintenanceServices.doneAt))
    .limit(200)
