import { TimePicker } from '@mantine/dates'
import type { FocusEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { DayField } from './day-field.tsx'
import classes from './moment-field.module.css'

type MomentFieldProps = {
  label: string
  /** By the workshop's wall clock, YYYY-MM-DDTHH:mm; either part may be empty. */
  value?: string
  onChange?: (moment: string) => void
  onFocus?: (event: FocusEvent<HTMLInputElement>) => void
  onBlur?: (event: FocusEvent<HTMLInputElement>) => void
  error?: ReactNode
  required?: boolean
}

/** A day and a time of the workshop's clock. */
export function MomentField({ label, value = '', onChange, error, required, ...focus }: MomentFieldProps) {
  const { t } = useTranslation('booking')
  const [day = '', time = ''] = value.split('T')
  const change = (nextDay: string, nextTime: string) =>
    onChange?.(nextDay === '' && nextTime === '' ? '' : `${nextDay}T${nextTime}`)
  return (
    <div className={classes.moment}>
      <DayField
        label={label}
        value={day}
        onChange={(next) => change(next, time)}
        error={error}
        {...(required && { required })}
        {...focus}
      />
      <TimePicker
        label={t('time')}
        aria-label={`${label}, ${t('time')}`}
        hoursInputLabel={`${label}, ${t('hours')}`}
        minutesInputLabel={`${label}, ${t('minutes')}`}
        value={time}
        onChange={(next) => change(day, next.slice(0, 5))}
      />
    </div>
  )
}
