import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { type MaintenancePlan, useMaintenance } from '../../api/maintenance.ts'
import { type ManagedPrinter, usePrinters } from '../../api/printers.ts'
import { ListSkeleton } from '../../lists/list-skeleton.tsx'
import { LocalEntries } from '../../lists/local-entries.tsx'
import { MachinesPage } from '../../machines/machines-page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { PrinterMaintenance } from './printer-maintenance.tsx'

type Machine = { printer: ManagedPrinter; plans: MaintenancePlan[] }

const mostUrgent = ({ plans }: Machine): number => Math.max(-1, ...plans.map(({ due }) => due.percent))

const orders = [
  ['urgent', 'urgent', (machine: Machine) => -mostUrgent(machine)],
  ['minor', 'minor', mostUrgent],
  ['machine', 'machine', ({ printer }: Machine) => printer.name],
] as const

const textOf = ({ printer, plans }: Machine): string =>
  [printer.name, ...plans.flatMap(({ name, checklist }) => [name, ...checklist])].join(' ')

/** Each machine has a panel with a heading of its own. */
const Panels = ({ children }: { children: ReactNode }) => children

/** What each machine needs, how far it is, and what was done: the most urgent first. */
export default function Maintenance() {
  const { t } = useTranslation('maintenance')
  const plans = useMaintenance()
  const printers = usePrinters()
  const machines = (printers.data ?? []).map((printer) => ({
    printer,
    plans: (plans.data ?? []).filter(({ printerId }) => printerId === printer.id),
  }))
  const error = plans.error ?? printers.error
  return (
    <MachinesPage>
      {(plans.isPending || printers.isPending) && <ListSkeleton label={t('loading')} />}
      {error && !(plans.data && printers.data) && (
        <ProblemNotice
          error={error}
          onRetry={() => {
            void plans.refetch()
            void printers.refetch()
          }}
        />
      )}
      {plans.data && printers.data && machines.length > 0 && (
        <LocalEntries
          label={t('list')}
          rows={machines}
          textOf={textOf}
          hint={t('searchHint')}
          orders={orders}
          List={Panels}
        >
          {(machine) => <PrinterMaintenance key={machine.printer.id} {...machine} />}
        </LocalEntries>
      )}
    </MachinesPage>
  )
}
