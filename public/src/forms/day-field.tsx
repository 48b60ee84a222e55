import '@mantine/dates/styles.layer.css'
import 'dayjs/locale/de'
import { DateInput, type DateInputProps } from '@mantine/dates'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { readTypedDay } from './typed-day.ts'

const patterns = {
  de: { valueFormat: 'DD.MM.YYYY', placeholder: 'TT.MM.JJJJ' },
  en: { valueFormat: 'D MMM YYYY', placeholder: 'DD/MM/YYYY' },
}

type DayFieldProps = Omit<DateInputProps, 'value' | 'defaultValue' | 'onChange' | 'minDate' | 'maxDate'> & {
  /** A local day, YYYY-MM-DD, or empty. */
  value?: string
  onChange?: (day: string) => void
  /** The first and the last day that can be chosen; nothing and an empty one bound nothing. */
  min?: string | undefined
  max?: string | undefined
}

/** A day that is typed or chosen, in the portal's language: a browser's own field speaks the browser's. */
export function DayField({ value = '', onChange, min, max, required = false, ...rest }: DayFieldProps) {
  const { i18n } = useTranslation()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <DateInput
      locale={i18n.language}
      firstDayOfWeek={1}
      {...patterns[i18n.language === 'de' ? 'de' : 'en']}
      dateParser={(text) => readTypedDay(text, i18n.language)}
      allowDeselect={!required}
      required={required}
      value={value === '' ? null : value}
      {...(min && { minDate: min })}
      {...(max && { maxDate: max })}
      // The calendar is closed by the key that closes dialogs: theirs is the next one.
      data-mantine-stop-propagation={isOpen}
      {...rest}
      onChange={(day) => onChange?.(day ?? '')}
      onFocus={(event) => {
        setIsOpen(true)
        rest.onFocus?.(event)
      }}
      onClick={() => setIsOpen(true)}
      onKeyDown={(event) => setIsOpen(event.key !== 'Escape')}
      onBlur={(event) => {
        setIsOpen(false)
        rest.onBlur?.(event)
      }}
    />
  )
}
