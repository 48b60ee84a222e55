import '@mantine/core/styles/FloatingIndicator.layer.css'
import '@mantine/core/styles/NumberInput.layer.css'
import '@mantine/core/styles/SegmentedControl.layer.css'
import { Button, NumberInput, SegmentedControl, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { ManualSwitch } from '../../../../worker/http/power-schemas.ts'
import { useEndManualSwitch, useSwitchByHand } from '../../api/manual-power.ts'
import type { PrinterDetails } from '../../api/printers.ts'
import { focusFirstError } from '../../forms/focus-first-error.ts'
import formClasses from '../../forms/form.module.css'
import { FormProblem } from '../../forms/form-problem.tsx'
import { useSchemaForm } from '../../forms/use-schema-form.ts'
import { useFormat } from '../../i18n/format.ts'
import { useNow } from '../../parts/clock.tsx'
import { Panel } from '../../parts/panel.tsx'
import { Pill } from '../../parts/pill.tsx'
import classes from './service-panel.module.css'

type Values = { state: 'on' | 'off'; minutes: number | string; reason: string }

const states = ['on', 'off'] as const
const usualMinutes = 60
const initialValues: Values = { state: 'on', minutes: usualMinutes, reason: '' }
const wish = ({ state, minutes, reason }: Values) => ({ state, minutes: Number(minutes || 0), reason })

/** Switches the machine by hand for a while: it is on record, and ends by itself. */
export function ManualPanel({ printer }: { printer: PrinterDetails }) {
  const { t } = useTranslation('power')
  const form = useSchemaForm({ initialValues, schema: ManualSwitch, wish })
  const change = useSwitchByHand(printer.id, () => {
    form.setFieldValue('reason', '')
    notifications.show({ color: 'teal', message: t('manual.done', { name: printer.name }) })
  })
  const end = useEndManualSwitch(() =>
    notifications.show({ color: 'teal', message: t('manual.ended', { name: printer.name }) }),
  )
  const until = printer.powerReason?.until
  if (printer.plugId === null) return null
  return (
    <Panel
      title={t('manual.title')}
      text={t('manual.text')}
      aside={until && <Held until={Date.parse(until)} />}
    >
      <form
        noValidate
        className={formClasses.form}
        onSubmit={form.onSubmit(
          (values) => change.mutate(wish(values), { onError: form.showProblem }),
          focusFirstError(form),
        )}
      >
        <SegmentedControl
          aria-label={t('manual.title')}
          className={classes.choice}
          data={states.map((value) => ({ value, label: t(`manual.state.${value}`) }))}
          {...form.getInputProps('state')}
        />
        <p className={classes.effect}>{t(`manual.effect.${form.values.state}`)}</p>
        <div className={formClasses.pair}>
          <TextInput label={t('manual.reason')} maxLength={300} required {...form.getInputProps('reason')} />
          <NumberInput
            label={t('manual.minutes')}
            suffix={` ${t('unit.minutes')}`}
            min={1}
            {...form.getInputProps('minutes')}
          />
        </div>
        <FormProblem error={change.error ?? end.error} fields={['state', 'reason', 'minutes']} />
        <div className={formClasses.inline}>
          <Button
            type="submit"
            color={form.values.state === 'off' ? 'red' : 'accent'}
            loading={change.isPending}
          >
            {t(`manual.submit.${form.values.state}`)}
          </Button>
          {until && (
            <Button variant="default" loading={end.isPending} onClick={() => end.mutate(printer.id)}>
              {t('manual.end')}
            </Button>
          )}
        </div>
      </form>
    </Panel>
  )
}

function Held({ until }: { until: number }) {
  const { t } = useTranslation('power')
  const format = useFormat()
  const now = useNow(30_000)
  return <Pill tone="wait">{t('manual.held', { time: format.moment(until, now) })}</Pill>
}
