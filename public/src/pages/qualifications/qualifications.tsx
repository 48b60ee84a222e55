import { Button } from '@mantine/core'
import { IconCertificate, IconPlus } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useInstructions } from '../../api/instructions.ts'
import { usePeople } from '../../api/people.ts'
import { type Qualification, useQualifications } from '../../api/qualifications.ts'
import { type Sort, turned } from '../../lists/column.ts'
import { ListSkeleton } from '../../lists/list-skeleton.tsx'
import { ListTools } from '../../lists/list-tools.tsx'
import { useSearch } from '../../lists/use-search.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Page } from '../../parts/page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useDialog } from '../../parts/use-dialog.ts'
import { orderOf } from '../../people/order-of.ts'
import { Matrix } from './matrix.tsx'
import { QualificationList } from './qualification-list.tsx'
import classes from './qualifications.module.css'

const QualificationDialog = lazy(() => import('./qualification-dialog.tsx'))

/** Who has been instructed in what, and until when it holds. */
export default function Qualifications() {
  const { t } = useTranslation(['qualifications', 'common'])
  const qualifications = useQualifications()
  const instructions = useInstructions()
  const { search, setSearch, searched } = useSearch()
  const [sort, setSort] = useState<Sort>({ key: 'name', descending: false })
  const people = usePeople({
    state: 'active',
    sort: orderOf(sort),
    ...(searched !== undefined && { search: searched }),
  })
  const dialog = useDialog<true>()
  const add = (
    <Button leftSection={<IconPlus size={18} />} onClick={() => dialog.open(true)}>
      {t('qualifications:add')}
    </Button>
  )
  // The texts' versions are part of the first lines.
  const isPending = qualifications.isPending || instructions.isPending
  const found: Qualification[] = qualifications.data ?? []
  return (
    <Page title={t('qualifications:title')} aside={found.length > 0 && !isPending && add}>
      {isPending && <ListSkeleton label={t('qualifications:loading')} />}
      {qualifications.isError && found.length === 0 && (
        <ProblemNotice error={qualifications.error} onRetry={() => void qualifications.refetch()} />
      )}
      {qualifications.isSuccess && found.length === 0 && (
        <EmptyState
          icon={<IconCertificate />}
          title={t('qualifications:emptyTitle')}
          text={t('qualifications:emptyText')}
        >
          {add}
        </EmptyState>
      )}
      {found.length > 0 && !isPending && (
        <>
          <QualificationList qualifications={found} />
          <ListTools hint={t('qualifications:searchHint')} search={search} onSearch={setSearch} />
          {people.data && (
            <Matrix
              qualifications={found}
              people={people.data.pages.flatMap((page) => page.items)}
              sort={sort}
              onSort={(key) => setSort((before) => turned(before, key))}
            />
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
        </>
      )}
      <Suspense fallback={null}>
        {dialog.subject && <QualificationDialog qualification={undefined} onClose={dialog.close} />}
      </Suspense>
    </Page>
  )
}
