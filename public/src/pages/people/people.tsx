import { Button, NativeSelect } from '@mantine/core'
import { IconPlus, IconTableImport, IconUsers } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import { ROLES, type Role } from '../../../../worker/domain/access.ts'
import { type PeopleFilter, useCohorts, usePeople } from '../../api/people.ts'
import { useMay } from '../../api/permission.ts'
import { type Sort, turned } from '../../lists/column.ts'
import { ListSkeleton } from '../../lists/list-skeleton.tsx'
import { ListTools } from '../../lists/list-tools.tsx'
import { useSearch } from '../../lists/use-search.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useDialog } from '../../parts/use-dialog.ts'
import { orderOf } from '../../people/order-of.ts'
import { PeoplePage } from '../../people/people-page.tsx'
import classes from './people.module.css'
import { PeopleTable } from './people-table.tsx'

const AddPersonDialog = lazy(() => import('./add-person-dialog.tsx'))

const states = ['active', 'disabled', 'expired'] as const

/** Everybody with an account: found by name, role, group and state. */
export default function People() {
  const { t } = useTranslation(['people', 'common'])
  const mayManage = useMay('user.manage')
  const dialog = useDialog<true>()
  const [, go] = useLocation()
  const { search, setSearch, searched } = useSearch()
  const [filter, setFilter] = useState<Omit<PeopleFilter, 'search' | 'sort'>>({})
  const [sort, setSort] = useState<Sort>({ key: 'name', descending: false })
  const people = usePeople({ ...filter, sort: orderOf(sort), ...(searched && { search: searched }) })
  const cohorts = useCohorts().data ?? []
  const items = people.data?.pages.flatMap((page) => page.items) ?? []
  const choose = <K extends keyof typeof filter>(key: K, value: string) =>
    setFilter(({ [key]: _, ...rest }) => (value === '' ? rest : { ...rest, [key]: value }))
  return (
    <PeoplePage
      aside={
        mayManage && (
          <div className={classes.aside}>
            <Button
              component={Link}
              href="/manage/people/import"
              variant="default"
              leftSection={<IconTableImport size={18} />}
            >
              {t('people:import.action')}
            </Button>
            <Button leftSection={<IconPlus size={18} />} onClick={() => dialog.open(true)}>
              {t('people:add')}
            </Button>
          </div>
        )
      }
    >
      <ListTools hint={t('people:searchHint')} search={search} onSearch={setSearch}>
        <NativeSelect
          aria-label={t('people:field.role')}
          value={filter.role ?? ''}
          onChange={(event) => choose('role', event.currentTarget.value as Role | '')}
          data={[
            { value: '', label: t('people:allRoles') },
            ...ROLES.map((role) => ({ value: role, label: t(`common:role.${role}`) })),
          ]}
        />
        <NativeSelect
          aria-label={t('people:field.cohort')}
          value={filter.cohortId ?? ''}
          onChange={(event) => choose('cohortId', event.currentTarget.value)}
          data={[
            { value: '', label: t('people:allCohorts') },
            ...cohorts.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <NativeSelect
          aria-label={t('people:field.state')}
          value={filter.state ?? ''}
          onChange={(event) => choose('state', event.currentTarget.value)}
          data={[
            { value: '', label: t('people:allStates') },
            ...states.map((state) => ({ value: state, label: t(`people:state.${state}`) })),
          ]}
        />
      </ListTools>
      {people.isPending && <ListSkeleton label={t('people:loading')} />}
      {people.isError && items.length === 0 && (
        <ProblemNotice error={people.error} onRetry={() => void people.refetch()} />
      )}
      {people.isSuccess && items.length === 0 && (
        <EmptyState icon={<IconUsers />} title={t('people:emptyTitle')} text={t('people:emptyText')} />
      )}
      {items.length > 0 && (
        <PeopleTable people={items} sort={sort} onSort={(key) => setSort(turned(sort, key))} />
      )}
      {people.hasNextPage && (
        <Button
          variant="default"
          className={classes.more}
          loading={people.isFetchingNextPage}
          onClick={() => void people.fetchNextPage()}
        >
          {t('common:action.more')}
        </Button>
      )}
      <Suspense fallback={null}>
        {dialog.subject && (
          <AddPersonDialog onAdded={(id) => go(`/manage/people/${id}`)} onClose={dialog.close} />
        )}
      </Suspense>
    </PeoplePage>
  )
}
