import { useTranslation } from 'react-i18next'
import type { ImportReport } from '../../api/people.ts'
import type { Column } from '../../lists/column.ts'
import { LocalList } from '../../lists/local-list.tsx'
import { RowTitle } from '../../lists/row-link.tsx'
import { Pill } from '../../parts/pill.tsx'

type Row = ImportReport['rows'][number]

const toneOf = { create: 'free', update: 'busy', unchanged: 'lost', error: 'bad' } as const
/** What needs a look comes first. */
const rank = { error: 0, create: 1, update: 2, unchanged: 3 } as const

/** Every row of the table with what happens to it, wrong ones with the reason. */
export function ImportRows({ report }: { report: ImportReport }) {
  const { t } = useTranslation(['people', 'common'])
  const columns: Column<Row>[] = [
    {
      key: 'line',
      header: t('people:import.line'),
      sortBy: ({ line }) => line,
      cell: ({ line }) => line,
      isWide: true,
    },
    {
      key: 'name',
      header: t('people:field.displayName'),
      sortBy: ({ displayName }) => displayName,
      cell: ({ displayName, username }) => <RowTitle note={username}>{displayName || '–'}</RowTitle>,
    },
    {
      key: 'role',
      header: t('people:field.role'),
      isWide: true,
      sortBy: ({ role }) => role,
      // What nobody could read is nobody's role; the reason stands beside it.
      cell: ({ role, errors }) =>
        errors.some(({ code }) => code === 'csv_unknown_role') ? '–' : t(`common:role.${role}`),
    },
    {
      key: 'cohort',
      header: t('people:field.cohort'),
      isWide: true,
      sortBy: ({ cohortName }) => cohortName ?? '',
      cell: ({ cohortName }) => cohortName ?? '–',
    },
    {
      key: 'outcome',
      header: t('people:import.outcome'),
      sortBy: ({ outcome }) => rank[outcome],
      cell: ({ outcome, errors }) => (
        <>
          <Pill tone={toneOf[outcome]}>{t(`people:import.is.${outcome}`)}</Pill>
          {errors.map(({ path, message }) => (
            <div key={`${path} ${message}`}>{message}</div>
          ))}
        </>
      ),
    },
  ]
  return (
    <LocalList
      label={t('people:import.rows')}
      rows={report.rows}
      columns={columns}
      rowKey={({ line }) => String(line)}
      textOf={({ displayName, username }) => `${displayName} ${username}`}
      hint={t('people:searchHint')}
      firstBy="outcome"
    />
  )
}
