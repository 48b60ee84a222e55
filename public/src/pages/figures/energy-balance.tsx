import { useTranslation } from 'react-i18next'
import { type Asked, csvOf, useStatistics } from '../../api/figures.ts'
import type { Column } from '../../lists/column.ts'
import { Bars } from './bars.tsx'
import { ChartPanel } from './chart-panel.tsx'
import { useEnergyKinds } from './energy-kinds.ts'
import { FiguresTable } from './figures-table.tsx'
import { type Period, stepsOf } from './period.ts'
import { useStepLabel } from './step-label.ts'

type Row = { step: string; name: string; jobKWh: number; standbyKWh: number; unbookedKWh: number }

/** What the energy of each day was taken for; the three add up to what the plugs measured. */
export function EnergyBalance({ period, asked }: { period: Period; asked: Asked }) {
  const { t } = useTranslation('figures')
  const labelOf = useStepLabel(period.step)
  const query = { ...asked, groupBy: period.step }
  const statistics = useStatistics(query)
  const kinds = useEnergyKinds<Row>()
  const byStep = new Map((statistics.data?.items ?? []).map((figures) => [figures[period.step], figures]))
  const rows = stepsOf(period).map((step): Row => {
    const { jobKWh = 0, standbyKWh = 0, unbookedKWh = 0 } = byStep.get(step) ?? {}
    return { step, name: labelOf(step), jobKWh, standbyKWh, unbookedKWh }
  })
  const columns: Column<Row>[] = [
    { key: 'name', header: t(`step.${period.step}`), sortBy: ({ step }) => step, cell: ({ name }) => name },
    ...kinds.columns,
    {
      key: 'sum',
      header: t('sum'),
      align: 'end',
      sortBy: (row) => row.jobKWh + row.standbyKWh + row.unbookedKWh,
      cell: ({ jobKWh, standbyKWh, unbookedKWh }) => kinds.energy(jobKWh + standbyKWh + unbookedKWh),
    },
  ]
  const label = t('balance.title')
  return (
    <ChartPanel
      title={label}
      text={t('balance.text')}
      csv={csvOf('statistics', query)}
      query={statistics}
      isEmpty={rows.every(({ jobKWh, standbyKWh, unbookedKWh }) => jobKWh + standbyKWh + unbookedKWh === 0)}
      chart={<Bars label={label} isStacked data={rows} series={kinds.series} format={kinds.energy} />}
      table={
        <FiguresTable
          label={label}
          rows={rows}
          columns={columns}
          rowKey={({ step }) => step}
          firstBy="name"
        />
      }
    />
  )
}
