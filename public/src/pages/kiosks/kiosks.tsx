import { Button } from '@mantine/core'
import { IconDeviceTv, IconPlus } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { type Kiosk, useKiosks } from '../../api/kiosks.ts'
import { useFormat } from '../../i18n/format.ts'
import type { Column } from '../../lists/column.ts'
import { ListSkeleton } from '../../lists/list-skeleton.tsx'
import { LocalList } from '../../lists/local-list.tsx'
import { RowTitle } from '../../lists/row-link.tsx'
import { MachinesPage } from '../../machines/machines-page.tsx'
import { useNow } from '../../parts/clock.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Pill } from '../../parts/pill.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useDialog } from '../../parts/use-dialog.ts'
import { KioskActions } from './kiosk-actions.tsx'

const EnrolKioskDialog = lazy(() => import('./enrol-kiosk-dialog.tsx'))

/** The displays in the workshop: who may show the board without anybody signed in. */
export default function Kiosks() {
  const { t } = useTranslation('machines')
  const kiosks = useKiosks()
  const dialog = useDialog<true>()
  const add = (
    <Button leftSection={<IconPlus size={18} />} onClick={() => dialog.open(true)}>
      {t('kiosk.add')}
    </Button>
  )
  return (
    <MachinesPage aside={kiosks.data && kiosks.data.length > 0 && add}>
      {kiosks.isPending && <ListSkeleton label={t('kiosk.loading')} />}
      {kiosks.isError && !kiosks.data && (
        <ProblemNotice error={kiosks.error} onRetry={() => void kiosks.refetch()} />
      )}
      {kiosks.data?.length === 0 && (
        <EmptyState icon={<IconDeviceTv />} title={t('kiosk.emptyTitle')} text={t('kiosk.emptyText')}>
          {add}
        </EmptyState>
      )}
      {kiosks.data && kiosks.data.length > 0 && <KioskList kiosks={kiosks.data} />}
      <Suspense fallback={null}>{dialog.subject && <EnrolKioskDialog onClose={dialog.close} />}</Suspense>
    </MachinesPage>
  )
}

function KioskList({ kiosks }: { kiosks: Kiosk[] }) {
  const { t } = useTranslation('machines')
  const format = useFormat()
  const now = useNow(60_000)
  const columns: Column<Kiosk>[] = [
    {
      key: 'name',
      header: t('field.name'),
      sortBy: ({ name }) => name,
      cell: ({ name }) => <RowTitle>{name}</RowTitle>,
    },
    {
      key: 'since',
      header: t('kiosk.since'),
      sortBy: ({ enrolledAt }) => enrolledAt ?? '',
      cell: ({ enrolledAt, codeExpiresAt }) => (
        <>
          {enrolledAt === null ? t('kiosk.notYet') : format.moment(Date.parse(enrolledAt), now)}
          {codeExpiresAt && (
            <div>
              <Pill tone="wait">
                {t('kiosk.codeUntil', { time: format.moment(Date.parse(codeExpiresAt), now) })}
              </Pill>
            </div>
          )}
        </>
      ),
    },
    {
      key: 'seen',
      isWide: true,
      header: t('kiosk.seen'),
      sortBy: ({ lastSeenAt }) => lastSeenAt ?? '',
      cell: ({ lastSeenAt }) =>
        lastSeenAt === null ? t('kiosk.neverSeen') : format.moment(Date.parse(lastSeenAt), now),
    },
    {
      key: 'actions',
      header: t('actions'),
      isHeaderHidden: true,
      align: 'end',
      cell: (kiosk) => <KioskActions kiosk={kiosk} />,
    },
  ]
  return (
    <LocalList
      label={t('tab.kiosks')}
      rows={kiosks}
      columns={columns}
      rowKey={({ id }) => id}
      textOf={({ name }) => name}
      hint={t('field.name')}
      firstBy="name"
    />
  )
}
