import { ROLES, type Role } from './access.ts'
import { byName, compareNames } from './name-order.ts'
import type { Person } from './names.ts'

const SORTS = ['name', 'role', 'cohort', 'lastSeen'] as const
type Sort = (typeof SORTS)[number]

/** How a list of people can be sorted; "-" is downwards. */
export const PEOPLE_ORDERS = [...SORTS, ...SORTS.map((sort) => `-${sort}` as const)] as const
export type PeopleOrder = (typeof PEOPLE_ORDERS)[number]

export type SortedPerson = Person & { role: Role; cohortName: string | null; lastSeenAt: number | null }

/** Where somebody stands in a sorted list: what a page remembers of its last person. */
export type PeoplePlace = Person & { key: string | number }

const keys: Record<Sort, (person: SortedPerson) => string | number> = {
  name: () => '',
  role: ({ role }) => ROLES.indexOf(role),
  cohort: ({ cohortName }) => cohortName ?? '',
  lastSeen: ({ lastSeenAt }) => lastSeenAt ?? 0,
}

const isDown = (order: PeopleOrder) => order.startsWith('-')

export const placeIn = (order: PeopleOrder, person: SortedPerson): PeoplePlace => {
  const sort = SORTS.find((one) => order.endsWith(one)) ?? 'name'
  return { id: person.id, displayName: person.displayName, key: keys[sort](person) }
}

const compareKeys = (a: string | number, b: string | number): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : compareNames(String(a), String(b))

/** People of the same kind stand by name, upwards in either direction; the list by name itself turns round. */
export const comparePlaces =
  (order: PeopleOrder) =>
  (a: PeoplePlace, b: PeoplePlace): number => {
    const names = order === '-name' ? byName(b, a) : byName(a, b)
    return compareKeys(a.key, b.key) * (isDown(order) ? -1 : 1) || names
  }
