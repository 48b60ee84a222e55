import '@mantine/core/styles/FloatingIndicator.layer.css'
import '@mantine/core/styles/SegmentedControl.layer.css'
import { NativeSelect, SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { DayField } from '../../forms/day-field.tsx'
import { lastDayOf, type Period, type Preset, presets } from './period.ts'
import classes from './period-picker.module.css'

const whoses = ['all', 'own', 'person'] as const
export type Whose = (typeof whoses)[number]

type PickerProps = {
  period: Period
  today: string
  /** `undefined`: there are only one's own. */
  whose: Whose | undefined
  onPreset: (preset: Preset) => void
  /** Two days, the last one included. */
  onDays: (from: string, to: string) => void
  onWhose: (whose: Whose) => void
}

const own = 'own'

/** Which days, and whose figures. */
export function PeriodPicker({ period, today, whose, onPreset, onDays, onWhose }: PickerProps) {
  const { t } = useTranslation('figures')
  const last = lastDayOf(period.to)
  return (
    <div className={classes.picker}>
      <NativeSelect
        label={t('period.label')}
        value={period.preset ?? own}
        onChange={(event) => {
          const preset = presets.find((one) => one === event.currentTarget.value)
          if (preset) onPreset(preset)
          else onDays(period.from, last)
        }}
        data={[
          ...presets.map((preset) => ({ value: preset, label: t(`period.${preset}`) })),
          { value: own, label: t('period.own') },
        ]}
      />
      <DayField
        label={t('period.from')}
        value={period.from}
        max={last}
        allowDeselect={false}
        onChange={(day) => onDays(day, last)}
      />
      <DayField
        label={t('period.to')}
        value={last}
        min={period.from}
        max={today}
        allowDeselect={false}
        onChange={(day) => onDays(period.from, day)}
      />
      {whose && (
        <SegmentedControl
          aria-label={t('whose.label')}
          className={classes.whose}
          value={whose}
          onChange={(value) => onWhose(whoses.find((one) => one === value) ?? 'all')}
          data={whoses.map((value) => ({ value, label: t(`whose.${value}`) }))}
        />
      )}
    </div>
  )
}
