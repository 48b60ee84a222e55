import { useTranslation } from 'react-i18next'
import type { CostReport } from '../../api/costs.ts'
import { useFormat } from '../../i18n/format.ts'
import type { Column } from '../../lists/column.ts'
import { LocalList } from '../../lists/local-list.tsx'
import { RowTitle } from '../../lists/row-link.tsx'
import { Panel } from '../../parts/panel.tsx'

type Line = CostReport['lines'][number]

/** Every job of a month with what it cost: energy, the machine's time, and the flat fee. */
export function LinesPanel({ lines, isGuarded }: { lines: Line[]; isGuarded: boolean }) {
  const { t } = useTranslation('costs')
  const format = useFormat()
  if (lines.length === 0) return null
  const forWhom: Column<Line>[] = [
    {
      key: 'costCentre',
      header: t('costCentre'),
      isWide: true,
      sortBy: ({ costCentre }) => costCentre ?? '',
      cell: ({ costCentre }) => costCentre ?? '–',
    },
    {
      key: 'person',
      header: t('lines.person'),
      isWide: true,
      sortBy: ({ person }) => person ?? '',
      cell: ({ person }) => person ?? '–',
    },
  ]
  const columns: Column<Line>[] = [
    {
      key: 'start',
      header: t('lines.start'),
      sortBy: ({ startsAt }) => startsAt,
      cell: ({ startsAt, printer }) => (
        <RowTitle note={printer ?? '–'}>{format.dateAt(Date.parse(startsAt))}</RowTitle>
      ),
    },
    ...(isGuarded ? [] : forWhom),
    {
      key: 'energy',
      header: t('energy'),
      align: 'end',
      sortBy: ({ kWh }) => kWh,
      cell: ({ kWh }) => format.energy(kWh * 1_000),
    },
    {
      key: 'quality',
      header: t('lines.quality'),
      align: 'end',
      isWide: true,
      sortBy: ({ quality }) => quality ?? -1,
      cell: ({ quality }) => (quality === null ? '–' : format.percent(quality)),
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
    <Panel title={t('lines.title')} text={t('lines.text')}>
      <LocalList
        label={t('lines.title')}
        rows={lines}
        columns={columns}
        rowKey={({ printerId, startsAt }) => `${printerId} ${startsAt}`}
        textOf={({ printer, person, costCentre, cohort }) => [printer, person, costCentre, cohort].join(' ')}
        hint={t('lines.searchHint')}
        firstBy="start"
      />
    </Panel>
  )
}
