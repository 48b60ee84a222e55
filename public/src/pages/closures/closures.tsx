import { Button } from '@mantine/core'
import { IconCalendarOff, IconPlus } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { type Closure, useComingClosures } from '../../api/manage-closures.ts'
import { usePrinters } from '../../api/printers.ts'
import { useFormat } from '../../i18n/format.ts'
import type { Column } from '../../lists/column.ts'
import { ListSkeleton } from '../../lists/list-skeleton.tsx'
import { LocalList } from '../../lists/local-list.tsx'
import { RowTitle } from '../../lists/row-link.tsx'
import { useNow } from '../../parts/clock.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Page } from '../../parts/page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useDialog } from '../../parts/use-dialog.ts'
import { ClosureActions } from './closure-actions.tsx'

const ClosureDialog = lazy(() => import('./closure-dialog.tsx'))

/** When nothing can be booked: holidays, maintenance, events. */
export default function Closures() {
  const { t } = useTranslation('closures')
  const closures = useComingClosures()
  const dialog = useDialog<true>()
  const add = (
    <Button leftSection={<IconPlus size={18} />} onClick={() => dialog.open(true)}>
      {t('add')}
    </Button>
  )
  return (
    <Page title={t('title')} aside={closures.data && closures.data.length > 0 && add}>
      {closures.isPending && <ListSkeleton label={t('loading')} />}
      {closures.isError && !closures.data && (
        <ProblemNotice error={closures.error} onRetry={() => void closures.refetch()} />
      )}
      {closures.data?.length === 0 && (
        <EmptyState icon={<IconCalendarOff />} title={t('emptyTitle')} text={t('emptyText')}>
          {add}
        </EmptyState>
      )}
      {closures.data && closures.data.length > 0 && <ClosureList closures={closures.data} />}
      <Suspense fallback={null}>
        {dialog.subject && <ClosureDialog closure={undefined} onClose={dialog.close} />}
      </Suspense>
    </Page>
  )
}

function ClosureList({ closures }: { closures: Closure[] }) {
  const { t } = useTranslation('closures')
  const format = useFormat()
  const now = useNow(60_000)
  const printers = usePrinters().data ?? []
  const place = ({ printerId }: Closure) =>
    printerId === null ? t('all') : (printers.find(({ id }) => id === printerId)?.name ?? t('all'))
  const next = ({ windows, startsAt, endsAt }: Closure) => windows[0] ?? { startsAt, endsAt }
  const rhythm = ({ repeat }: Closure) => {
    if (repeat === null) return t('repeats.once')
    return 'every' in repeat
      ? t('weekly', { date: format.date(repeat.until) })
      : t('onDates', { count: repeat.dates.length + 1 })
  }
  const columns: Column<Closure>[] = [
    {
      key: 'when',
      header: t('when'),
      sortBy: (closure) => next(closure).startsAt,
      cell: (closure) => (
        <RowTitle note={closure.reason}>
          {format.window(Date.parse(next(closure).startsAt), Date.parse(next(closure).endsAt), now)}
        </RowTitle>
      ),
    },
    { key: 'place', header: t('place'), sortBy: place, cell: place },
    {
      key: 'repeat',
      header: t('repeat'),
      isWide: true,
      cell: rhythm,
    },
    {
      key: 'actions',
      header: t('actions'),
      isHeaderHidden: true,
      align: 'end',
      cell: (closure) => <ClosureActions closure={closure} />,
    },
  ]
  return (
    <LocalList
      label={t('title')}
      rows={closures}
      columns={columns}
      rowKey={({ id }) => id}
      textOf={(closure) => `${closure.reason} ${place(closure)}`}
      hint={t('searchHint')}
      firstBy="when"
    />
  )
}
