import { useTranslation } from 'react-i18next'
import type { CostReport } from '../../api/costs.ts'
import { useFormat } from '../../i18n/format.ts'
import type { Column } from '../../lists/column.ts'
import { DataTable } from '../../lists/data-table.tsx'
import { Panel } from '../../parts/panel.tsx'

type Sum = CostReport['byCostCentre'][number]

/** A month's costs by cost centre or cohort; `none` names what has none. */
export function SumsPanel({ title, none, sums }: { title: string; none: string; sums: Sum[] }) {
  const { t } = useTranslation('costs')
  const format = useFormat()
  if (sums.length === 0) return null
  const columns: Column<Sum>[] = [
    { key: 'name', header: t('name'), cell: ({ name, isRest }) => (isRest ? t('rest') : (name ?? none)) },
    { key: 'jobs', header: t('jobs'), align: 'end', isWide: true, cell: ({ jobs }) => format.number(jobs) },
    {
      key: 'hours',
      header: t('hours'),
      align: 'end',
      isWide: true,
      cell: ({ usedHours }) => format.number(usedHours),
    },
    { key: 'energy', header: t('energy'), align: 'end', cell: ({ kWh }) => format.energy(kWh * 1_000) },
    { key: 'cost', header: t('cost'), align: 'end', cell: ({ cents }) => format.money(cents) },
  ]
  return (
    <Panel title={title}>
      <DataTable
        label={title}
        rows={sums}
        columns={columns}
        rowKey={({ id, isRest }) => (isRest ? 'rest' : (id ?? ''))}
      />
    </Panel>
  )
}
