import { useTranslation } from 'react-i18next'
import { type Asked, type Comparison, csvOf, useComparison } from '../../api/figures.ts'
import { useFormat } from '../../i18n/format.ts'
import type { Column } from '../../lists/column.ts'
import { Bars } from './bars.tsx'
import { ChartPanel } from './chart-panel.tsx'
import { FiguresTable } from './figures-table.tsx'
import { hourMs } from './sizes.ts'

type Row = Comparison['items'][number] & { name: string }

/** Of the booked time, how much the machine worked by its watts, and how much nobody used. */
export function PlannedMeasured({ asked }: { asked: Asked }) {
  const { t } = useTranslation('figures')
  const format = useFormat()
  const comparison = useComparison(asked)
  const names = comparison.data?.names ?? {}
  const rows = (comparison.data?.items ?? [])
    .map((item): Row => ({ ...item, name: names[item.printerId] ?? '–' }))
    .toSorted((one, other) => other.unusedHours - one.unusedHours)
  const hours = (value: number) => t('hours', { value: format.hours(value * hourMs) })
  const columns: Column<Row>[] = [
    { key: 'name', header: t('printer'), sortBy: ({ name }) => name, cell: ({ name }) => name },
    {
      key: 'booked',
      header: t('booked'),
      align: 'end',
      isWide: true,
      sortBy: (row) => row.bookedHours,
      cell: (row) => hours(row.bookedHours),
    },
    {
      key: 'worked',
      header: t('planned.worked'),
      align: 'end',
      sortBy: (row) => row.workedHours,
      cell: (row) => hours(row.workedHours),
    },
    {
      key: 'unused',
      header: t('planned.unused'),
      align: 'end',
      sortBy: (row) => row.unusedHours,
      cell: (row) => hours(row.unusedHours),
    },
    {
      key: 'share',
      header: t('planned.unusedShare'),
      align: 'end',
      sortBy: ({ usedShare }) => (usedShare === null ? -1 : 100 - usedShare),
      cell: ({ usedShare }) => (usedShare === null ? '–' : format.percent(100 - usedShare)),
    },
  ]
  const label = t('planned.title')
  const withheld = comparison.data?.withheld ?? 0
  return (
    <ChartPanel
      title={label}
      text={[t('planned.text'), withheld > 0 && t('guarded.planned', { count: withheld })]
        .filter(Boolean)
        .join(' ')}
      csv={csvOf('figures/planned-measured', asked)}
      query={comparison}
      isEmpty={rows.length === 0}
      chart={
        <Bars
          label={label}
          isLying
          isStacked
          data={rows.map(({ name, workedHours, unusedHours }) => ({ name, workedHours, unusedHours }))}
          series={[
            { name: 'workedHours', label: t('planned.worked'), fill: 'full' },
            { name: 'unusedHours', label: t('planned.unused'), fill: 'hatched' },
          ]}
          format={hours}
        />
      }
      table={
        <FiguresTable
          label={label}
          rows={rows}
          columns={columns}
          rowKey={({ printerId }) => printerId}
          firstBy="unused"
          isFirstDown
        />
      }
    />
  )
}
