import type { Role } from './access.ts'
import { type Column, dayOf, roleOf, usernameFrom } from './people-table.ts'
import { ONE_LINE } from './visible-text.ts'

/** One row of a table, as it was written; `line` counts from 1, the heading included. */
export type TableRow = { line: number; cells: Partial<Record<Column, string>> }

export type KnownPerson = {
  id: string
  username: string
  displayName: string
  role: Role
  cohortId: string | null
  expiresAt: number | null
}
export type ImportFacts = {
  /** By user name in lower case. */
  people: Map<string, KnownPerson>
  /** Ids by name in lower case. */
  cohorts: Map<string, string>
  /** For rows that name none. */
  defaults: { role: Exclude<Role, 'admin'>; cohortId: string | null }
  endOfDay: (day: string) => number
}

export type Outcome = 'create' | 'update' | 'unchanged' | 'error'
export type JudgedRow = {
  line: number
  username: string
  displayName: string
  role: Role
  cohortId: string | null
  expiresAt: number | null
  outcome: Outcome
  errors: { path: Column; code: string }[]
  existing: KnownPerson | undefined
}

const USERNAME = /^[a-z0-9äöüß][a-z0-9äöüß._@-]{1,63}$/
const NAME_LENGTH = 80

const clean = (text: string | undefined): string =>
  (text ?? '').normalize('NFC').trim().replaceAll(/\s+/g, ' ')

const nameOf = (cells: TableRow['cells']): string =>
  clean(cells.displayName) || clean(`${cells.firstName ?? ''} ${cells.lastName ?? ''}`)

/** What an import would do with each row, and why it can't with some. Writes nothing. */
export const judgeRows = (rows: TableRow[], facts: ImportFacts): JudgedRow[] => {
  const seen = new Set<string>()
  return rows.map((row) => {
    const judged = judgeRow(row, facts)
    const isTwice = judged.username !== '' && seen.has(judged.username)
    seen.add(judged.username)
    return isTwice
      ? { ...judged, outcome: 'error', errors: [...judged.errors, { path: 'username', code: 'csv_twice' }] }
      : judged
  })
}

const judgeRow = ({ line, cells }: TableRow, facts: ImportFacts): JudgedRow => {
  const errors: JudgedRow['errors'] = []
  const displayName = nameOf(cells)
  if (displayName === '') errors.push({ path: 'displayName', code: 'csv_missing_name' })
  else if (displayName.length > NAME_LENGTH) errors.push({ path: 'displayName', code: 'too_big' })
  else if (!ONE_LINE.test(displayName)) errors.push({ path: 'displayName', code: 'invalid_format' })

  const username = clean(cells.username).toLowerCase() || usernameFrom(displayName)
  if (displayName !== '' && !USERNAME.test(username)) errors.push({ path: 'username', code: 'bad_username' })
  const existing = facts.people.get(username)
  if (existing?.role === 'admin') errors.push({ path: 'role', code: 'csv_is_admin' })

  const roleWord = clean(cells.role)
  const role = roleWord === '' ? (existing?.role ?? facts.defaults.role) : roleOf(roleWord)
  if (role === undefined) errors.push({ path: 'role', code: 'csv_unknown_role' })

  const cohortName = clean(cells.cohort)
  const cohortId =
    cohortName === ''
      ? (existing?.cohortId ?? facts.defaults.cohortId)
      : facts.cohorts.get(cohortName.toLowerCase())
  if (cohortId === undefined) errors.push({ path: 'cohort', code: 'unknown_cohort' })

  const dayText = clean(cells.expiresOn)
  const day = dayText === '' ? undefined : dayOf(dayText)
  if (dayText !== '' && day === undefined) errors.push({ path: 'expiresOn', code: 'csv_not_a_date' })
  const expiresAt = day === undefined ? (existing?.expiresAt ?? null) : facts.endOfDay(day)

  const wish = { displayName, role: role ?? facts.defaults.role, cohortId: cohortId ?? null, expiresAt }
  return { line, username, ...wish, outcome: outcomeOf(wish, existing, errors), errors, existing }
}

const outcomeOf = (
  wish: Pick<KnownPerson, 'displayName' | 'role' | 'cohortId' | 'expiresAt'>,
  existing: KnownPerson | undefined,
  errors: JudgedRow['errors'],
): Outcome => {
  if (errors.length > 0) return 'error'
  if (existing === undefined) return 'create'
  const isSame =
    existing.displayName === wish.displayName &&
    existing.role === wish.role &&
    existing.cohortId === wish.cohortId &&
    existing.expiresAt === wish.expiresAt
  return isSame ? 'unchanged' : 'update'
}
