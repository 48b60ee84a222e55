import { LineChart } from '@mantine/charts'
import { useTranslation } from 'react-i18next'
import { type Asked, csvOf, type Statistics, useStatistics } from '../../api/figures.ts'
import { useFormat } from '../../i18n/format.ts'
import type { Column } from '../../lists/column.ts'
import { ChartPanel, Picture } from './chart-panel.tsx'
import { FiguresTable } from './figures-table.tsx'
import { type Period, periodBefore, stepsOf } from './period.ts'
import { hourMs, usualHeight } from './sizes.ts'
import { useStepLabel } from './step-label.ts'

type Row = { step: string; name: string; now: number; before: number | null }

const hoursBy = (statistics: Statistics | undefined, step: Period['step']) =>
  new Map((statistics?.items ?? []).map((figures) => [figures[step], figures.bookedHours]))

/** Booked hours over the period, and over as many days right before. */
export function Trend({ period, asked }: { period: Period; asked: Asked }) {
  const { t } = useTranslation('figures')
  const format = useFormat()
  const { step } = period
  const labelOf = useStepLabel(step)
  const query = { ...asked, groupBy: step }
  const earlier = periodBefore(period)
  const statistics = useStatistics(query)
  const before = useStatistics({ ...query, ...earlier })
  const [hoursNow, hoursBefore] = [hoursBy(statistics.data, step), hoursBy(before.data, step)]
  const stepsBefore = stepsOf({ ...earlier, step })
  const rows = stepsOf(period).map((one, index): Row => {
    const same = stepsBefore[index]
    return {
      step: one,
      name: labelOf(one),
      now: hoursNow.get(one) ?? 0,
      before: same === undefined ? null : (hoursBefore.get(same) ?? 0),
    }
  })
  const hours = (value: number) => t('hours', { value: format.hours(value * hourMs) })
  const columns: Column<Row>[] = [
    { key: 'name', header: t(`step.${step}`), sortBy: (row) => row.step, cell: ({ name }) => name },
    {
      key: 'now',
      header: t('trend.now'),
      align: 'end',
      sortBy: ({ now }) => now,
      cell: ({ now }) => hours(now),
    },
    {
      key: 'before',
      header: t('trend.before'),
      align: 'end',
      sortBy: (row) => row.before ?? -1,
      cell: (row) => (row.before === null ? '–' : hours(row.before)),
    },
  ]
  const label = t('trend.title')
  return (
    <ChartPanel
      title={label}
      text={t('trend.text')}
      csv={csvOf('statistics', query)}
      query={statistics}
      isEmpty={rows.every((row) => row.now === 0 && !row.before)}
      chart={
        <Picture label={label}>
          <LineChart
            h={usualHeight}
            data={rows}
            dataKey="name"
            series={[
              { name: 'now', label: t('trend.now'), color: 'var(--busy)' },
              { name: 'before', label: t('trend.before'), color: 'var(--lost)', strokeDasharray: '5 5' },
            ]}
            valueFormatter={hours}
            curveType="linear"
            strokeWidth={2}
            withLegend
            tickLine="none"
            accessibilityLayer={false}
          />
        </Picture>
      }
      table={
        <FiguresTable label={label} rows={rows} columns={columns} rowKey={(row) => row.step} firstBy="name" />
      }
    />
  )
}
