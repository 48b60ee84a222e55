import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/format.ts'
import type { Column } from '../../lists/column.ts'

type Energy = { jobKWh: number; standbyKWh: number; unbookedKWh: number }

/** What energy was taken for: as columns of a table, as series of a chart, and how an amount is said. */
export function useEnergyKinds<Row extends Energy>() {
  const { t } = useTranslation('figures')
  const format = useFormat()
  const energy = (kWh: number) => format.energy(kWh * 1_000)
  const columns: Column<Row>[] = [
    {
      key: 'job',
      header: t('kind.job'),
      align: 'end',
      sortBy: ({ jobKWh }) => jobKWh,
      cell: ({ jobKWh }) => energy(jobKWh),
    },
    {
      key: 'standby',
      header: t('kind.standby'),
      align: 'end',
      sortBy: ({ standbyKWh }) => standbyKWh,
      cell: ({ standbyKWh }) => energy(standbyKWh),
    },
    {
      key: 'unbooked',
      header: t('kind.unbooked'),
      align: 'end',
      sortBy: ({ unbookedKWh }) => unbookedKWh,
      cell: ({ unbookedKWh }) => energy(unbookedKWh),
    },
  ]
  const series = [
    { name: 'jobKWh' as const, label: t('kind.job'), fill: 'full' as const },
    { name: 'standbyKWh' as const, label: t('kind.standby'), fill: 'hatched' as const },
    { name: 'unbookedKWh' as const, label: t('kind.unbooked'), fill: 'dotted' as const },
  ]
  return { energy, columns, series }
}
