import { Button } from '@mantine/core'
import { IconPlug, IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { type Plug, usePlugs } from '../../api/plugs.ts'
import { usePrinters } from '../../api/printers.ts'
import type { Column } from '../../lists/column.ts'
import { ListSkeleton } from '../../lists/list-skeleton.tsx'
import { LocalList } from '../../lists/local-list.tsx'
import { RowLink } from '../../lists/row-link.tsx'
import { MachinesPage } from '../../machines/machines-page.tsx'
import { PowerPill } from '../../machines/power-pill.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { SelfTestLight } from './self-test.tsx'

/** Worst first. */
const ORDER = ['failed', 'warning', 'none', 'ok']

/** All plugs, whether they answer, and before which printer they stand. */
export default function Plugs() {
  const { t } = useTranslation('machines')
  const plugs = usePlugs()
  // The columns are as wide as all that stands in them.
  const isPending = [plugs, usePrinters()].some(({ isLoading }) => isLoading)
  const add = (
    <Button component={Link} href="/manage/plugs/adopt" leftSection={<IconPlus size={18} />}>
      {t('plug.adopt')}
    </Button>
  )
  return (
    <MachinesPage aside={plugs.data && plugs.data.length > 0 && add}>
      {isPending && <ListSkeleton label={t('plug.loading')} />}
      {plugs.isError && !plugs.data && (
        <ProblemNotice error={plugs.error} onRetry={() => void plugs.refetch()} />
      )}
      {plugs.data?.length === 0 && (
        <EmptyState icon={<IconPlug />} title={t('plug.emptyTitle')} text={t('plug.emptyText')}>
          {add}
        </EmptyState>
      )}
      {!isPending && plugs.data && plugs.data.length > 0 && <PlugList plugs={plugs.data} />}
    </MachinesPage>
  )
}

function PlugList({ plugs }: { plugs: Plug[] }) {
  const { t } = useTranslation('machines')
  const printers = usePrinters().data ?? []
  const printerName = ({ id }: Plug) => printers.find(({ plugId }) => plugId === id)?.name ?? ''
  const columns: Column<Plug>[] = [
    {
      key: 'name',
      header: t('field.name'),
      sortBy: ({ name }) => name,
      cell: (plug) => (
        <RowLink href={`/manage/plugs/${plug.id}`} note={plug.address}>
          {plug.name}
        </RowLink>
      ),
    },
    { key: 'power', header: t('field.state'), cell: ({ reading }) => <PowerPill power={reading} /> },
    {
      key: 'printer',
      header: t('field.printer'),
      isWide: true,
      sortBy: printerName,
      cell: (plug) => printerName(plug) || '–',
    },
    {
      key: 'test',
      header: t('field.selfTest'),
      isWide: true,
      sortBy: ({ selfTest }) => ORDER.indexOf(selfTest?.status ?? 'none'),
      cell: ({ selfTest }) => <SelfTestLight test={selfTest} />,
    },
    {
      key: 'wifi',
      header: t('field.wifi'),
      isWide: true,
      align: 'end',
      sortBy: ({ rssi }) => rssi ?? Number.NEGATIVE_INFINITY,
      cell: ({ rssi }) => (rssi === null ? '–' : `${rssi}\u202fdBm`),
    },
    {
      key: 'firmware',
      header: t('field.firmware'),
      isWide: true,
      sortBy: ({ firmware }) => firmware ?? '',
      cell: ({ firmware }) => firmware?.split(' ')[0] ?? '–',
    },
  ]
  return (
    <LocalList
      label={t('tab.plugs')}
      rows={plugs}
      columns={columns}
      rowKey={({ id }) => id}
      textOf={(plug) => `${plug.name} ${plug.address} ${plug.mac ?? ''} ${printerName(plug)}`}
      hint={t('plug.searchHint')}
      firstBy="name"
    />
  )
}
