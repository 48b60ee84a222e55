import { useTranslation } from 'react-i18next'
import { type MaintenancePlan, useMaintenance } from '../../api/maintenance.ts'
import { usePrinters } from '../../api/printers.ts'
import { ListSkeleton } from '../../lists/list-skeleton.tsx'
import { MachinesPage } from '../../machines/machines-page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { PrinterMaintenance } from './printer-maintenance.tsx'

const mostUrgent = (plans: MaintenancePlan[]): number => Math.max(-1, ...plans.map(({ due }) => due.percent))

/** What each machine needs, how far it is, and what was done: the most urgent first. */
export default function Maintenance() {
  const { t } = useTranslation('maintenance')
  const plans = useMaintenance()
  const printers = usePrinters()
  const machines = (printers.data ?? [])
    .map((printer) => ({
      printer,
      plans: (plans.data ?? []).filter(({ printerId }) => printerId === printer.id),
    }))
    .sort((a, b) => mostUrgent(b.plans) - mostUrgent(a.plans))
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
      {plans.data &&
        printers.data &&
        machines.map((machine) => <PrinterMaintenance key={machine.printer.id} {...machine} />)}
    </MachinesPage>
  )
}
