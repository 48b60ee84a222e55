import { Button } from '@mantine/core'
import { IconHistory, IconPlus } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { MaintenancePlan } from '../../api/maintenance.ts'
import type { ManagedPrinter } from '../../api/printers.ts'
import formClasses from '../../forms/form.module.css'
import { ServiceStatePill } from '../../machines/service-state.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useDialog } from '../../parts/use-dialog.ts'
import classes from './maintenance.module.css'
import { PlanItem } from './plan-item.tsx'

const PlanDialog = lazy(() => import('./plan-dialog.tsx'))
const HistoryDialog = lazy(() => import('./history-dialog.tsx'))

/** One machine with all it needs from time to time. */
export function PrinterMaintenance({
  printer,
  plans,
}: {
  printer: ManagedPrinter
  plans: MaintenancePlan[]
}) {
  const { t } = useTranslation('maintenance')
  const dialog = useDialog<'add' | 'history'>()
  return (
    <Panel title={printer.name} aside={<ServiceStatePill state={printer.serviceState} />}>
      {plans.length === 0 && <p className={classes.none}>{t('none')}</p>}
      {plans.length > 0 && (
        <ul className={classes.plans} aria-label={t('plansOf', { printer: printer.name })}>
          {plans.map((plan) => (
            <PlanItem key={plan.id} plan={plan} printerName={printer.name} />
          ))}
        </ul>
      )}
      <div className={formClasses.inline}>
        <Button
          variant="default"
          size="sm"
          leftSection={<IconPlus size={16} />}
          aria-label={`${t('plan.add')}: ${printer.name}`}
          onClick={() => dialog.open('add')}
        >
          {t('plan.add')}
        </Button>
        <Button
          variant="subtle"
          size="sm"
          leftSection={<IconHistory size={16} />}
          aria-label={`${t('history.action')}: ${printer.name}`}
          onClick={() => dialog.open('history')}
        >
          {t('history.action')}
        </Button>
      </div>
      <Suspense fallback={null}>
        {dialog.subject === 'add' && (
          <PlanDialog title={printer.name} where={{ printerId: printer.id }} onClose={dialog.close} />
        )}
        {dialog.subject === 'history' && (
          <HistoryDialog printerId={printer.id} title={printer.name} onClose={dialog.close} />
        )}
      </Suspense>
    </Panel>
  )
}
