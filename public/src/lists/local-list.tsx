import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePrinting } from '../parts/use-printing.ts'
import { sorted } from './arrange.ts'
import { type Column, type Sort, turned } from './column.ts'
import { DataTable } from './data-table.tsx'
import { LocalFrame } from './local-frame.tsx'

type LocalListProps<T> = {
  label: string
  rows: readonly T[]
  columns: Column<T>[]
  rowKey: (row: T) => string
  /** Everything of a row that a search should find. */
  textOf: (row: T) => string
  /** What can be searched for. */
  hint: string
  /** The column it is sorted by at first, upwards unless told otherwise. */
  firstBy: string
  isFirstDown?: boolean
  filters?: ReactNode
}

/** A list that is there as a whole: searched, sorted and paged in the browser. */
export function LocalList<T>({
  label,
  rows,
  columns,
  rowKey,
  textOf,
  hint,
  firstBy,
  isFirstDown = false,
  filters,
}: LocalListProps<T>) {
  const { i18n } = useTranslation()
  const isPrinting = usePrinting()
  const [sort, setSort] = useState<Sort>({ key: firstBy, descending: isFirstDown })
  return (
    <LocalFrame
      rows={rows}
      textOf={textOf}
      hint={hint}
      sort={(hits) => sorted(hits, columns, sort, i18n.language)}
      // On paper nobody turns pages.
      isWhole={isPrinting}
      filters={filters}
    >
      {(shown) => (
        <DataTable
          label={label}
          rows={shown}
          columns={columns}
          rowKey={rowKey}
          sort={sort}
          onSort={(key) => setSort((before) => turned(before, key))}
        />
      )}
    </LocalFrame>
  )
}
