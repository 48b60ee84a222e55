import { useTranslation } from 'react-i18next'
import { type Asked, csvOf, type Figures, useStatistics } from '../../api/figures.ts'
import { useFormat } from '../../i18n/format.ts'
import type { Column } from '../../lists/column.ts'
import { Bars } from './bars.tsx'
import { ChartPanel } from './chart-panel.tsx'
import { useEnergyKinds } from './energy-kinds.ts'
import { FiguresTable } from './figures-table.tsx'
import { hourMs } from './sizes.ts'

type Props = { asked: Asked }

/** The figures of each machine, with its name; the most booked first. */
function usePrinterFigures(asked: Asked) {
  const query = { ...asked, groupBy: 'printer' }
  const statistics = useStatistics(query)
  const names = statistics.data?.names ?? {}
  const rows = (statistics.data?.items ?? [])
    // Of one's own, only the machines one has used.
    .filter(({ jobs, jobKWh }) => asked.userId === undefined || jobs > 0 || jobKWh > 0)
    .map((figures) => ({ ...figures, name: names[figures.printer ?? ''] ?? '–' }))
    .toSorted((one, other) => other.bookedHours - one.bookedHours)
  return { statistics, rows, csv: csvOf('statistics', query) }
}
type Row = Figures & { name: string }

type TableProps = { label: string; rows: Row[]; columns: Column<Row>[]; firstBy: string }
const PrinterTable = (props: TableProps) => (
  <FiguresTable {...props} rowKey={({ name }) => name} isFirstDown />
)

/** Hours booked and used by machine. */
export function PrinterHours({ asked }: Props) {
  const { t } = useTranslation('figures')
  const format = useFormat()
  const { statistics, rows, csv } = usePrinterFigures(asked)
  const hours = (value: number) => t('hours', { value: format.hours(value * hourMs) })
  const columns: Column<Row>[] = [
    { key: 'name', header: t('printer'), sortBy: ({ name }) => name, cell: ({ name }) => name },
    {
      key: 'jobs',
      header: t('jobs'),
      align: 'end',
      sortBy: ({ jobs }) => jobs,
      cell: ({ jobs }) => format.number(jobs),
    },
    {
      key: 'booked',
      header: t('booked'),
      align: 'end',
      sortBy: ({ bookedHours }) => bookedHours,
      cell: ({ bookedHours }) => hours(bookedHours),
    },
    {
      key: 'used',
      header: t('used'),
      align: 'end',
      sortBy: ({ usedHours }) => usedHours,
      cell: ({ usedHours }) => hours(usedHours),
    },
    {
      key: 'utilisation',
      header: t('utilisation'),
      align: 'end',
      isWide: true,
      sortBy: ({ utilisation }) => utilisation ?? -1,
      cell: ({ utilisation }) => (utilisation === null ? '–' : format.percent(utilisation)),
    },
  ]
  const label = t('printerHours.title')
  return (
    <ChartPanel
      title={label}
      text={t('printerHours.text')}
      csv={csv}
      query={statistics}
      isEmpty={rows.every(({ bookedHours }) => bookedHours === 0)}
      chart={
        <Bars
          label={label}
          isLying
          data={rows.map(({ name, bookedHours, usedHours }) => ({ name, bookedHours, usedHours }))}
          series={[
            { name: 'bookedHours', label: t('booked'), fill: 'full' },
            { name: 'usedHours', label: t('used'), fill: 'hatched' },
          ]}
          format={hours}
        />
      }
      table={<PrinterTable label={label} rows={rows} columns={columns} firstBy="booked" />}
    />
  )
}

/** Energy by machine, for what it was taken. */
export function PrinterEnergy({ asked }: Props) {
  const { t } = useTranslation('figures')
  const format = useFormat()
  const { statistics, rows, csv } = usePrinterFigures(asked)
  const kinds = useEnergyKinds<Row>()
  const columns: Column<Row>[] = [
    { key: 'name', header: t('printer'), sortBy: ({ name }) => name, cell: ({ name }) => name },
    ...kinds.columns,
    {
      key: 'quality',
      header: t('quality'),
      align: 'end',
      isWide: true,
      sortBy: ({ quality }) => quality ?? -1,
      cell: ({ quality }) => (quality === null ? '–' : format.percent(quality)),
    },
  ]
  const label = t('printerEnergy.title')
  return (
    <ChartPanel
      title={label}
      text={t('printerEnergy.text')}
      csv={csv}
      query={statistics}
      isEmpty={rows.every(({ jobKWh, standbyKWh, unbookedKWh }) => jobKWh + standbyKWh + unbookedKWh === 0)}
      chart={
        <Bars
          label={label}
          isLying
          isStacked
          data={rows.map(({ name, jobKWh, standbyKWh, unbookedKWh }) => ({
            name,
            jobKWh,
            standbyKWh,
            unbookedKWh,
          }))}
          series={kinds.series}
          format={kinds.energy}
        />
      }
      table={<PrinterTable label={label} rows={rows} columns={columns} firstBy="job" />}
    />
  )
}
