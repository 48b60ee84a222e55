import { Button } from '@mantine/core'
import { IconPlus, IconSchool } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { type Cohort, useCohorts } from '../../api/people.ts'
import { useMay } from '../../api/permission.ts'
import { useFormat } from '../../i18n/format.ts'
import type { Column } from '../../lists/column.ts'
import { ListSkeleton } from '../../lists/list-skeleton.tsx'
import { LocalList } from '../../lists/local-list.tsx'
import { RowTitle } from '../../lists/row-link.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Pill } from '../../parts/pill.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useDialog } from '../../parts/use-dialog.ts'
import { PeoplePage } from '../../people/people-page.tsx'
import { CohortActions } from './cohort-actions.tsx'

const CohortDialog = lazy(() => import('./cohort-dialog.tsx'))

/** The years' groups: when they end, how many are in them, and what happens then. */
export default function Cohorts() {
  const { t } = useTranslation('people')
  const cohorts = useCohorts()
  const mayManage = useMay('cohort.manage')
  const dialog = useDialog<true>()
  const add = mayManage && (
    <Button leftSection={<IconPlus size={18} />} onClick={() => dialog.open(true)}>
      {t('cohort.add')}
    </Button>
  )
  return (
    <PeoplePage aside={cohorts.data && cohorts.data.length > 0 && add}>
      {cohorts.isPending && <ListSkeleton label={t('cohort.loading')} />}
      {cohorts.isError && !cohorts.data && (
        <ProblemNotice error={cohorts.error} onRetry={() => void cohorts.refetch()} />
      )}
      {cohorts.data?.length === 0 && (
        <EmptyState icon={<IconSchool />} title={t('cohort.emptyTitle')} text={t('cohort.emptyText')}>
          {add}
        </EmptyState>
      )}
      {cohorts.data && cohorts.data.length > 0 && <CohortList cohorts={cohorts.data} mayManage={mayManage} />}
      <Suspense fallback={null}>
        {dialog.subject && <CohortDialog cohort={undefined} onClose={dialog.close} />}
      </Suspense>
    </PeoplePage>
  )
}

function CohortList({ cohorts, mayManage }: { cohorts: Cohort[]; mayManage: boolean }) {
  const { t } = useTranslation('people')
  const format = useFormat()
  const columns: Column<Cohort>[] = [
    {
      key: 'name',
      header: t('cohort.name'),
      sortBy: ({ name }) => name,
      cell: ({ name, members }) => <RowTitle note={t('cohort.members', { count: members })}>{name}</RowTitle>,
    },
    {
      key: 'ends',
      header: t('cohort.ends'),
      isWide: true,
      sortBy: ({ endsOn }) => endsOn ?? '',
      cell: ({ endsOn, isOver }) => (
        <>
          {endsOn === null ? '–' : format.date(endsOn)}{' '}
          {isOver && <Pill tone="wait">{t('cohort.isOver')}</Pill>}
        </>
      ),
    },
  ]
  const actions: Column<Cohort> = {
    key: 'actions',
    header: t('actions'),
    isHeaderHidden: true,
    align: 'end',
    cell: (cohort) => <CohortActions cohort={cohort} />,
  }
  return (
    <LocalList
      label={t('tab.cohorts')}
      rows={cohorts}
      columns={mayManage ? [...columns, actions] : columns}
      rowKey={({ id }) => id}
      textOf={({ name }) => name}
      hint={t('cohort.name')}
      firstBy="name"
    />
  )
}
