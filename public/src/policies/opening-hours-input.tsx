import { ActionIcon, Button, Checkbox, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { type OpeningHours, WEEKDAYS, type Weekday } from '../../../worker/domain/policy.ts'
import classes from './policies.module.css'
import type { RuleInputProps } from './rule-input.tsx'

const usualDay = { from: '07:00', to: '16:00' }
const usualWeek: OpeningHours = Object.fromEntries(
  (['1', '2', '3', '4', '5'] as const).map((weekday) => [weekday, [usualDay]]),
)

/** Always open, or hours for each weekday; a day without hours is closed. */
export function OpeningHoursInput({ draft, error, isReadOnly, onChange }: RuleInputProps) {
  const { t } = useTranslation('policies')
  const hours = draft.openingHours ?? null
  const change = (weekday: Weekday, spans: { from: string; to: string }[]) =>
    onChange({ openingHours: { ...hours, [weekday]: spans } })
  return (
    <div className={classes.hours}>
      <Checkbox
        label={t('hours.always')}
        disabled={isReadOnly}
        checked={hours === null}
        onChange={(event) => onChange({ openingHours: event.currentTarget.checked ? null : usualWeek })}
      />
      {hours !== null &&
        WEEKDAYS.map((weekday) => {
          const spans = hours[weekday] ?? []
          return (
            <fieldset key={weekday} className={classes.day}>
              <legend className={classes.dayName}>{t(`weekday.${weekday}`)}</legend>
              {spans.length === 0 && <span className={classes.closed}>{t('hours.closed')}</span>}
              {spans.map((span, index) => (
                // The place in the day is all a span is known by.
                // biome-ignore lint/suspicious/noArrayIndexKey: spans have no identity of their own
                <div key={index} className={classes.span}>
                  <TextInput
                    type="time"
                    size="xs"
                    aria-label={`${t(`weekday.${weekday}`)}: ${t('hours.from')}`}
                    disabled={isReadOnly}
                    value={span.from}
                    onChange={(event) =>
                      change(weekday, spans.with(index, { ...span, from: event.currentTarget.value }))
                    }
                  />
                  –
                  <TextInput
                    type="time"
                    size="xs"
                    aria-label={`${t(`weekday.${weekday}`)}: ${t('hours.to')}`}
                    disabled={isReadOnly}
                    // A time field knows no 24:00; the end of the day is shown as its last minute.
                    value={span.to === '24:00' ? '23:59' : span.to}
                    onChange={(event) => {
                      const to = event.currentTarget.value
                      change(weekday, spans.with(index, { ...span, to: to === '23:59' ? '24:00' : to }))
                    }}
                  />
                  {!isReadOnly && (
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      aria-label={`${t('hours.remove')}: ${t(`weekday.${weekday}`)}`}
                      onClick={() => change(weekday, spans.toSpliced(index, 1))}
                    >
                      <IconTrash size={16} />
                    </ActionIcon>
                  )}
                </div>
              ))}
              {!isReadOnly && spans.length < 6 && (
                <Button
                  variant="subtle"
                  size="compact-sm"
                  leftSection={<IconPlus size={14} />}
                  aria-label={`${t('hours.add')}: ${t(`weekday.${weekday}`)}`}
                  onClick={() => change(weekday, [...spans, usualDay])}
                >
                  {t('hours.add')}
                </Button>
              )}
            </fieldset>
          )
        })}
      {error && <p className={classes.error}>{error}</p>}
    </div>
  )
}
