import { useTranslation } from 'react-i18next'
import { type Asked, csvOf, useStatistics } from '../../api/figures.ts'
import { useFormat } from '../../i18n/format.ts'
import type { Column } from '../../lists/column.ts'
import { DataTable } from '../../lists/data-table.tsx'
import { Bars } from './bars.tsx'
import { ChartPanel } from './chart-panel.tsx'
import { type Period, stepsOf } from './period.ts'
import { useStepLabel } from './step-label.ts'

type Row = { name: string; jobKWh: number; standbyKWh: number; unbookedKWh: number }

/** What the energy of each day was taken for; the three add up to what the plugs measured. */
export function EnergyBalance({ period, asked }: { period: Period; asked: Asked }) {
  const { t } = useTranslation('figures')
  const format = useFormat()
  const labelOf = useStepLabel(period.step)
  const query = { ...asked, groupBy: period.step }
  const statistics = useStatistics(query)
  const energy = (kWh: number) => format.energy(kWh * 1_000)
  const byStep = new Map((statistics.data?.items ?? []).map((figures) => [figures[period.step], figures]))
  const rows = stepsOf(period).map((step): Row => {
    const { jobKWh = 0, standbyKWh = 0, unbookedKWh = 0 } = byStep.get(step) ?? {}
    return { name: labelOf(step), jobKWh, standbyKWh, unbookedKWh }
  })
  const columns: Column<Row>[] = [
    { key: 'name', header: t(`step.${period.step}`), cell: ({ name }) => name },
    { key: 'job', header: t('kind.job'), align: 'end', cell: ({ jobKWh }) => energy(jobKWh) },
    { key: 'standby', header: t('kind.standby'), align: 'end', cell: ({ standbyKWh }) => energy(standbyKWh) },
    {
      key: 'unbooked',
      header: t('kind.unbooked'),
      align: 'end',
      cell: ({ unbookedKWh }) => energy(unbookedKWh),
    },
    {
      key: 'sum',
      header: t('sum'),
      align: 'end',
      cell: ({ jobKWh, standbyKWh, unbookedKWh }) => energy(jobKWh + standbyKWh + unbookedKWh),
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
      chart={
        <Bars
          label={label}
          isStacked
          data={rows}
          series={[
            { name: 'jobKWh', label: t('kind.job'), fill: 'full' },
            { name: 'standbyKWh', label: t('kind.standby'), fill: 'hatched' },
            { name: 'unbookedKWh', label: t('kind.unbooked'), fill: 'dotted' },
          ]}
          format={energy}
        />
      }
      table={<DataTable label={label} rows={rows} columns={columns} rowKey={({ name }) => name} />}
    />
  )
}
