import '@mantine/core/styles/ScrollArea.layer.css'
import '@mantine/dates/styles.layer.css'
import 'dayjs/locale/de'
import { DatePickerInput, TimePicker } from '@mantine/dates'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { useTimeZone } from '../api/site.ts'
import { type LocalTime, localTimeAt } from './local-time.ts'
import classes from './start-fields.module.css'

const dayMs = 86_400_000
/** How far ahead the calendar goes, in days; the server knows the printer's own horizon. */
const horizonDays = 92

type StartFieldsProps = {
  start: LocalTime
  now: number
  /** Which of several times this is, for those who hear it. */
  name?: string
  onChange: (start: LocalTime) => void
}

/** Day and time of a later start, on the workshop's clock whatever zone this device is set to. */
export function StartFields({ start, now, name, onChange }: StartFieldsProps) {
  const { t, i18n } = useTranslation('booking')
  const timeZone = useTimeZone()
  const dayFormat = i18n.language === 'de' ? 'dd, D. MMM' : 'ddd, D MMM'
  const label = (field: string) => (name === undefined ? field : `${name}, ${field}`)
  return (
    <div className={classes.fields}>
      <DatePickerInput
        // The day itself belongs to the button's name, for those who say what they see.
        aria-label={`${label(t('date'))}: ${dayjs(start.date).locale(i18n.language).format(dayFormat)}`}
        locale={i18n.language}
        firstDayOfWeek={1}
        valueFormat={dayFormat}
        minDate={[start.date, localTimeAt(now, timeZone).date].sort()[0]}
        maxDate={localTimeAt(now + horizonDays * dayMs, timeZone).date}
        value={start.date}
        onChange={(date) => onChange({ ...start, date: date ?? '' })}
        className={classes.date}
      />
      <TimePicker
        aria-label={label(t('time'))}
        hoursInputLabel={label(t('hours'))}
        minutesInputLabel={label(t('minutes'))}
        withDropdown
        minutesStep={5}
        value={start.time}
        onChange={(time) => onChange({ ...start, time: time.slice(0, 5) })}
      />
    </div>
  )
}
