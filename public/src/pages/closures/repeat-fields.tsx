import '@mantine/dates/styles.layer.css'
import 'dayjs/locale/de'
import { DatePickerInput } from '@mantine/dates'
import { useTranslation } from 'react-i18next'
import { useTimeZone } from '../../api/site.ts'
import { DayField } from '../../forms/day-field.tsx'
import type { SchemaForm } from '../../forms/use-schema-form.ts'
import { useFormat } from '../../i18n/format.ts'
import { ChoiceChips } from '../../parts/choice-chips.tsx'
import { useNow } from '../../parts/clock.tsx'
import { type ClosureValues, repeats, windowsOf } from './closure-values.ts'
import classes from './closures.module.css'

/** So many windows are told one by one. */
const told = 3

/** Once, each week until a day, or on further days; and what that comes to. */
export function RepeatFields({ form }: { form: SchemaForm<ClosureValues> }) {
  const { t, i18n } = useTranslation('closures')
  const format = useFormat()
  const now = useNow(60_000)
  const timeZone = useTimeZone()
  const { repeats: kind, startsAt } = form.values
  const windows = windowsOf(form.values, timeZone)
  const firstDay = startsAt.split('T')[0]
  const error = form.errors.repeat
  return (
    <>
      <ChoiceChips
        label={t('repeat')}
        choices={repeats.map((value) => ({ value, label: t(`repeats.${value}`) }))}
        value={kind}
        onChange={(value) => form.setFieldValue('repeats', value)}
      />
      {kind === 'weekly' && (
        <DayField label={t('until')} min={firstDay} required {...form.getInputProps('until')} error={error} />
      )}
      {kind === 'dates' && (
        <DatePickerInput
          type="multiple"
          label={t('dates')}
          description={t('datesHint')}
          locale={i18n.language}
          firstDayOfWeek={1}
          valueFormat={i18n.language === 'de' ? 'D. MMM YYYY' : 'D MMM YYYY'}
          maxDate={undefined}
          {...(firstDay && { minDate: firstDay })}
          required
          {...form.getInputProps('dates')}
          error={error}
        />
      )}
      {kind !== 'once' && windows.length > 0 && (
        <p className={classes.preview} role="status">
          {t('preview', { count: windows.length })}{' '}
          {windows
            .slice(0, told)
            .map((window) => format.window(window.startsAt, window.endsAt, now))
            .join('; ')}
          {windows.length > told && ' …'}
        </p>
      )}
    </>
  )
}
