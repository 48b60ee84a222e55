import '@mantine/core/styles/FloatingIndicator.layer.css'
import '@mantine/core/styles/SegmentedControl.layer.css'
import { SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type PrinterDetails, useChangePrinter } from '../../api/printers.ts'
import { FormProblem } from '../../forms/form-problem.tsx'
import { serviceStates } from '../../machines/service-state.tsx'
import { Panel } from '../../parts/panel.tsx'
import classes from './service-panel.module.css'

/** Takes a printer out of service and back; reservations stay, but nothing new can be booked. */
export function ServicePanel({ printer }: { printer: PrinterDetails }) {
  const { t } = useTranslation('machines')
  const change = useChangePrinter(printer.id)
  const shown = (change.isPending && change.variables.serviceState) || printer.serviceState
  return (
    <Panel title={t('service.title')} text={t('service.text')}>
      <SegmentedControl
        aria-label={t('service.title')}
        className={classes.choice}
        value={shown}
        disabled={change.isPending}
        data={serviceStates.map((state) => ({ value: state, label: t(`serviceState.${state}`) }))}
        onChange={(serviceState) => change.mutate({ serviceState })}
      />
      <p className={classes.effect}>{t(`service.effect.${shown}`)}</p>
      <FormProblem error={change.error} fields={[]} />
    </Panel>
  )
}
