import { Button } from '@mantine/core'
import { IconPlus, IconPrinter } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { useMay } from '../../api/permission.ts'
import { usePlugs } from '../../api/plugs.ts'
import { type ManagedPrinter, usePrinters } from '../../api/printers.ts'
import type { Column } from '../../lists/column.ts'
import { ListSkeleton } from '../../lists/list-skeleton.tsx'
import { LocalList } from '../../lists/local-list.tsx'
import { RowLink } from '../../lists/row-link.tsx'
import { MachinesPage } from '../../machines/machines-page.tsx'
import { PowerPill } from '../../machines/power-pill.tsx'
import { ServiceStatePill } from '../../machines/service-state.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useDialog } from '../../parts/use-dialog.ts'

const AddPrinterDialog = lazy(() => import('./add-printer-dialog.tsx'))

/** All printers, for those who set them up. */
export default function Printers() {
  const { t } = useTranslation('machines')
  const printers = usePrinters()
  // The columns are as wide as all that stands in them.
  const isPending = [printers, usePlugs()].some(({ isLoading }) => isLoading)
  const dialog = useDialog<true>()
  const [, go] = useLocation()
  const add = useMay('printer.manage') && (
    <Button leftSection={<IconPlus size={18} />} onClick={() => dialog.open(true)}>
      {t('printer.add')}
    </Button>
  )
  return (
    <MachinesPage aside={printers.data && printers.data.length > 0 && add}>
      {isPending && <ListSkeleton label={t('printer.loading')} />}
      {printers.isError && !printers.data && (
        <ProblemNotice error={printers.error} onRetry={() => void printers.refetch()} />
      )}
      {printers.data?.length === 0 && (
        <EmptyState icon={<IconPrinter />} title={t('printer.emptyTitle')} text={t('printer.emptyText')}>
          {add}
        </EmptyState>
      )}
      {!isPending && printers.data && printers.data.length > 0 && <PrinterList printers={printers.data} />}
      <Suspense fallback={null}>
        {dialog.subject && (
          <AddPrinterDialog onDone={({ id }) => go(`/manage/printers/${id}`)} onClose={dialog.close} />
        )}
      </Suspense>
    </MachinesPage>
  )
}

function PrinterList({ printers }: { printers: ManagedPrinter[] }) {
  const { t } = useTranslation('machines')
  const plugs = usePlugs().data ?? []
  const plugName = ({ plugId }: ManagedPrinter) => plugs.find(({ id }) => id === plugId)?.name ?? ''
  const model = ({ manufacturer, model }: ManagedPrinter) => `${manufacturer} ${model}`
  const columns: Column<ManagedPrinter>[] = [
    {
      key: 'name',
      header: t('field.name'),
      sortBy: ({ name }) => name,
      cell: (printer) => (
        <RowLink
          href={`/manage/printers/${printer.id}`}
          note={model(printer) !== printer.name && model(printer)}
        >
          {printer.name}
        </RowLink>
      ),
    },
    {
      key: 'state',
      header: t('field.state'),
      sortBy: ({ serviceState }) => serviceState,
      cell: ({ serviceState }) => <ServiceStatePill state={serviceState} />,
    },
    {
      key: 'place',
      header: t('field.location'),
      isWide: true,
      sortBy: ({ location }) => location ?? '',
      cell: ({ location }) => location ?? '–',
    },
    {
      key: 'plug',
      header: t('field.plug'),
      isWide: true,
      sortBy: plugName,
      cell: (printer) => plugName(printer) || '–',
    },
    {
      key: 'power',
      header: t('field.power'),
      isWide: true,
      cell: ({ power }) => <PowerPill power={power} />,
    },
  ]
  return (
    <LocalList
      label={t('tab.printers')}
      rows={printers}
      columns={columns}
      rowKey={({ id }) => id}
      textOf={(printer) => `${printer.name} ${model(printer)} ${printer.location ?? ''} ${plugName(printer)}`}
      hint={t('printer.searchHint')}
      firstBy="name"
    />
  )
}
