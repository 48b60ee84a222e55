import { insertAudit } from '../db/audit-events.ts'
import { insertAudits } from '../db/audit-trail.ts'
import { selectCohorts } from '../db/cohorts.ts'
import { endSessionsOf } from '../db/sessions.ts'
import { type NewUser, selectUsersByName, upsertUsers } from '../db/users.ts'
import type { Deps } from '../deps.ts'
import type { Actor, Role } from '../domain/access.ts'
import { endOfDay } from '../domain/local-day.ts'
import { type JudgedRow, judgeRows, type KnownPerson, type Outcome } from '../domain/people-import.ts'
import { usernameFrom } from '../domain/people-table.ts'
import { changesBetween, deedOf } from './audit.ts'
import { newTemporaryPassword } from './passwords.ts'
import { type PeopleTable, readPeopleTable } from './people-csv.ts'
import { iso } from './present.ts'
import { Refused } from './refusal.ts'

export type PeopleImport = {
  /** The file, base64: its bytes tell how it is encoded. */
  content: string
  dryRun: boolean
  role: Exclude<Role, 'admin'>
  cohortId: string | null
}

const usernamesIn = (table: PeopleTable): string[] =>
  table.rows.flatMap(({ cells }) => {
    const name = cells.displayName?.trim() || `${cells.firstName ?? ''} ${cells.lastName ?? ''}`
    return [(cells.username ?? '').trim().toLowerCase(), usernameFrom(name.normalize('NFC'))]
  })

const judge = async (
  deps: Deps,
  table: PeopleTable,
  defaults: { role: PeopleImport['role']; cohortId: string | null },
) => {
  const [known, cohorts] = await deps.db.batch([
    selectUsersByName(deps.db, usernamesIn(table)),
    selectCohorts(deps.db),
  ])
  if (defaults.cohortId !== null && !cohorts.some(({ cohort }) => cohort.id === defaults.cohortId))
    throw new Refused('invalid_input', { errors: [{ path: 'cohortId', code: 'unknown_cohort' }] })
  const people = new Map<string, KnownPerson>(known.map((user) => [user.username.toLowerCase(), user]))
  return {
    cohortNames: new Map(cohorts.map(({ cohort }) => [cohort.id, cohort.name])),
    rows: judgeRows(table.rows, {
      people,
      cohorts: new Map(cohorts.map(({ cohort }) => [cohort.name.toLowerCase(), cohort.id])),
      defaults,
      endOfDay: (day) => endOfDay(day, deps.config.timeZone),
    }),
  }
}

/** The row as the database takes it; a new person gets a temporary password, shown once in the report. */
const written = async (deps: Deps, row: JudgedRow) => {
  const now = deps.now()
  const temporary = row.existing ? undefined : await newTemporaryPassword(deps)
  const { username, displayName, role, cohortId, expiresAt } = row
  const wish = { username, displayName, role, cohortId, expiresAt }
  const user: NewUser = {
    ...wish,
    id: row.existing?.id ?? deps.newId(),
    // Read only where the person is new.
    passwordHash: temporary?.hash ?? '',
    mustChangePassword: true,
    createdAt: now,
    updatedAt: now,
  }
  return {
    row,
    user,
    temporaryPassword: temporary?.password ?? null,
    changes: changesBetween(row.existing ?? {}, wish),
  }
}

const write = async (deps: Deps, actor: Actor, rows: JudgedRow[]): Promise<Map<number, string | null>> => {
  const now = deps.now()
  const affected = rows.filter(({ outcome }) => outcome === 'create' || outcome === 'update')
  const people = await Promise.all(affected.map((row) => written(deps, row)))
  const withNewRole = people.filter(({ row, user }) => row.existing && row.existing.role !== user.role)
  const deeds = people.map(({ row, user, changes }) =>
    deedOf(actor, { at: now, action: row.existing ? 'user.change' : 'user.add', entityId: user.id, changes }),
  )
  const counts: [unknown, unknown] = [null, people.length]
  const whole = { at: now, action: 'user.import', entityId: 'users', changes: { people: counts } } as const
  await deps.db.batch([
    upsertUsers(
      deps.db,
      people.map(({ user }) => user),
    ),
    insertAudits(deps.db, deeds),
    endSessionsOf(
      deps.db,
      withNewRole.map(({ user }) => user.id),
      now,
    ),
    insertAudit(deps.db, deedOf(actor, whole)),
  ])
  deps.board.forget()
  return new Map(people.map(({ row, temporaryPassword }) => [row.line, temporaryPassword]))
}

/**
 * Adds and changes people by a table, all or nothing; nobody is removed, and no admin is touched. A dry run
 * reports the same rows and writes nothing. Refuses with `invalid_input` and every wrong cell
 * (`rows.LINE.COLUMN`) when a row has errors.
 */
export const importPeople = async (
  deps: Deps,
  actor: Actor,
  { content, dryRun, ...defaults }: PeopleImport,
) => {
  const table = readPeopleTable(content)
  const { rows, cohortNames } = await judge(deps, table, defaults)
  const isWrong = rows.some(({ outcome }) => outcome === 'error')
  if (isWrong && !dryRun) {
    const cells = rows.flatMap(({ line, errors }) =>
      errors.map(({ path, code }) => ({ path: `rows.${line}.${path}`, code })),
    )
    throw new Refused('invalid_input', { errors: [{ path: 'content', code: 'csv_has_errors' }, ...cells] })
  }
  const passwords = dryRun ? new Map<number, string | null>() : await write(deps, actor, rows)
  const count = (outcome: Outcome): number => rows.filter((row) => row.outcome === outcome).length
  return {
    dryRun,
    encoding: table.encoding,
    delimiter: table.delimiter,
    ignoredColumns: table.ignoredColumns,
    counts: {
      create: count('create'),
      update: count('update'),
      unchanged: count('unchanged'),
      error: count('error'),
    },
    rows: rows.map(({ line, username, displayName, role, cohortId, expiresAt, outcome, errors }) => ({
      line,
      username,
      displayName,
      role,
      cohortName: cohortId === null ? null : (cohortNames.get(cohortId) ?? null),
      expiresAt: expiresAt === null ? null : iso(expiresAt),
      outcome,
      errors,
      temporaryPassword: passwords.get(line) ?? null,
    })),
  }
}
