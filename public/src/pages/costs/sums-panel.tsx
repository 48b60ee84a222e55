import { useTranslation } from 'react-i18next'
import type { CostReport } from '../../api/costs.ts'
import { useFormat } from '../../i18n/format.ts'
import type { Column } from '../../lists/column.ts'
import { LocalList } from '../../lists/local-list.tsx'
import { Panel } from '../../parts/panel.tsx'

type Sum = CostReport['byCostCentre'][number]

/** A month's costs by cost centre or cohort; `none` names what has none. */
export function SumsPanel({ title, none, sums }: { title: string; none: string; sums: Sum[] }) {
  const { t } = useTranslation('costs')
  const format = useFormat()
  if (sums.length === 0) return null
  const nameOf = ({ name, isRest }: Sum) => (isRest ? t('rest') : (name ?? none))
  const columns: Column<Sum>[] = [
    { key: 'name', header: t('name'), sortBy: nameOf, cell: nameOf },
    {
      key: 'jobs',
      header: t('jobs'),
      align: 'end',
      isWide: true,
      sortBy: ({ jobs }) => jobs,
      cell: ({ jobs }) => format.number(jobs),
    },
    {
      key: 'hours',
      header: t('hours'),
      align: 'end',
      isWide: true,
      sortBy: ({ usedHours }) => usedHours,
      cell: ({ usedHours }) => format.number(usedHours),
    },
    {
      key: 'energy',
      header: t('energy'),
      align: 'end',
      sortBy: ({ kWh }) => kWh,
      cell: ({ kWh }) => format.energy(kWh * 1_000),
    },
    {
      key: 'cost',
      header: t('cost'),
      align: 'end',
      sortBy: ({ cents }) => cents,
      cell: ({ cents }) => format.money(cents),
    },
  ]
  return (
    <Panel title={title}>
      <LocalList
        label={title}
        rows={sums}
        columns={columns}
        rowKey={({ id, isRest }) => (isRest ? 'rest' : (id ?? ''))}
        textOf={nameOf}
        hint={t('sums.searchHint')}
        firstBy="cost"
        isFirstDown
      />
    </Panel>
  )
}
