import '@mantine/dates/styles.layer.css'
import 'dayjs/locale/de'
import { DatePickerInput } from '@mantine/dates'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import classes from './plan-toolbar.module.css'

/** Jumps to a day; loaded after the plan itself, which nobody should wait for because of a calendar. */
export default function DateJump({ date, onJump }: { date: string; onJump: (date: string) => void }) {
  const { t, i18n } = useTranslation('plan')
  const dayFormat = i18n.language === 'de' ? 'D. MMM YYYY' : 'D MMM YYYY'
  return (
    <DatePickerInput
      aria-label={`${t('jump')}: ${dayjs(date).locale(i18n.language).format(dayFormat)}`}
      locale={i18n.language}
      firstDayOfWeek={1}
      valueFormat={dayFormat}
      value={date}
      onChange={(chosen) => chosen && onJump(chosen)}
      className={classes.date}
    />
  )
}
