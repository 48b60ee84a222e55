import { useTranslation } from 'react-i18next'
import type { Column } from '../../lists/column.ts'
import { LocalList } from '../../lists/local-list.tsx'

type FiguresTableProps<T> = {
  label: string
  rows: readonly T[]
  /** The first one names the row. */
  columns: Column<T>[]
  rowKey: (row: T) => string
  firstBy: string
  isFirstDown?: boolean
}

/** The figures of a chart: found by what they are of, sorted by each of them. */
export function FiguresTable<T extends { name: string }>({ columns, ...list }: FiguresTableProps<T>) {
  const { t } = useTranslation('figures')
  return (
    <LocalList
      {...list}
      columns={columns}
      textOf={({ name }) => name}
      hint={columns[0]?.header ?? t('title')}
    />
  )
}
