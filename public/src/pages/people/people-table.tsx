import { useTranslation } from 'react-i18next'
import type { Person } from '../../api/people.ts'
import { useFormat } from '../../i18n/format.ts'
import type { Column, Sort } from '../../lists/column.ts'
import { DataTable } from '../../lists/data-table.tsx'
import { RowLink } from '../../lists/row-link.tsx'
import { useNow } from '../../parts/clock.tsx'
import { StatePill } from '../../people/state-pill.tsx'

type PeopleTableProps = { people: Person[]; sort: Sort; onSort: (key: string) => void }

/** People, in the order the server has them. */
export function PeopleTable({ people, sort, onSort }: PeopleTableProps) {
  const { t } = useTranslation(['people', 'common'])
  const format = useFormat()
  const now = useNow(60_000)
  const columns: Column<Person>[] = [
    {
      key: 'name',
      header: t('people:field.displayName'),
      isSorted: true,
      cell: ({ id, displayName, username }) => (
        <RowLink href={`/manage/people/${id}`} note={username}>
          {displayName}
        </RowLink>
      ),
    },
    {
      key: 'role',
      header: t('people:field.role'),
      isSorted: true,
      cell: ({ role }) => t(`common:role.${role}`),
    },
    {
      key: 'cohort',
      header: t('people:field.cohort'),
      isSorted: true,
      isWide: true,
      cell: ({ cohortName }) => cohortName ?? '–',
    },
    {
      key: 'state',
      header: t('people:field.state'),
      isWide: true,
      cell: ({ state }) => <StatePill state={state} />,
    },
    {
      key: 'lastSeen',
      header: t('people:field.lastSeen'),
      isSorted: true,
      isWide: true,
      cell: ({ lastSeenAt }) =>
        lastSeenAt === null ? t('people:neverSeen') : format.moment(Date.parse(lastSeenAt), now),
    },
  ]
  return (
    <DataTable
      label={t('people:title')}
      rows={people}
      columns={columns}
      rowKey={({ id }) => id}
      sort={sort}
      onSort={onSort}
    />
  )
}
