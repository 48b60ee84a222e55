import { useTranslation } from 'react-i18next'
import { type Asked, csvOf, type Refusals, useRefusals } from '../../api/figures.ts'
import { useFormat } from '../../i18n/format.ts'
import type { Column } from '../../lists/column.ts'
import { Bars } from './bars.tsx'
import { ChartPanel } from './chart-panel.tsx'
import { FiguresTable } from './figures-table.tsx'

type Row = Refusals['items'][number] & { name: string }

/** More would be noise; the table has them all. */
const mostShown = 7

/** Why bookings were refused: where people run into the rules, and where machines are short. */
export function RefusalReasons({ asked }: { asked: Asked }) {
  const { t } = useTranslation('figures')
  const format = useFormat()
  const { from, to } = asked
  const refusals = useRefusals(asked)
  const rows = (refusals.data?.items ?? []).map((item): Row => ({ ...item, name: item.reason }))
  const columns: Column<Row>[] = [
    {
      key: 'name',
      header: t('refusals.reason'),
      sortBy: ({ name }) => name,
      cell: ({ name }) => name,
    },
    {
      key: 'count',
      header: t('refusals.count'),
      align: 'end',
      sortBy: ({ count }) => count,
      cell: ({ count }) => format.number(count),
    },
  ]
  const label = t('refusals.title')
  return (
    <ChartPanel
      title={label}
      text={t('refusals.text')}
      csv={csvOf('statistics/refusals', { from, to })}
      query={refusals}
      isEmpty={rows.length === 0}
      chart={
        <Bars
          label={label}
          isLying
          data={rows.slice(0, mostShown).map(({ name, count }) => ({ name, count }))}
          series={[{ name: 'count', label: t('refusals.count'), fill: 'full' }]}
          format={format.number}
        />
      }
      table={
        <FiguresTable
          label={label}
          rows={rows}
          columns={columns}
          rowKey={({ code }) => code}
          firstBy="count"
          isFirstDown
        />
      }
    />
  )
}
