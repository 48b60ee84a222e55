import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePrinting } from '../parts/use-printing.ts'
import { found, paged, sorted } from './arrange.ts'
import { type Column, type Sort, turned } from './column.ts'
import { DataTable } from './data-table.tsx'
import { ListTools } from './list-tools.tsx'
import classes from './local-list.module.css'
import { PageLine } from './page-line.tsx'

const pageSize = 25

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
  const { t, i18n } = useTranslation('lists')
  const [search, setSearch] = useState('')
  const [sort, setSort] = useState<Sort>({ key: firstBy, descending: isFirstDown })
  const [page, setPage] = useState(1)
  const hits = found(rows, textOf, search)
  const isPrinting = usePrinting()
  // On paper nobody turns pages.
  const shown = paged(
    sorted(hits, columns, sort, i18n.language),
    page,
    isPrinting ? Math.max(hits.length, 1) : pageSize,
  )
  return (
    <div className={classes.list}>
      <ListTools
        hint={hint}
        search={search}
        onSearch={(text) => {
          setSearch(text)
          setPage(1)
        }}
      >
        {filters}
      </ListTools>
      {hits.length === 0 ? (
        <p className={classes.none} role="status">
          {t('none')}
        </p>
      ) : (
        <DataTable
          label={label}
          rows={shown.rows}
          columns={columns}
          rowKey={rowKey}
          sort={sort}
          onSort={(key) => setSort((before) => turned(before, key))}
        />
      )}
      <PageLine
        page={shown.page}
        pages={shown.pages}
        count={hits.length}
        shown={shown.rows.length}
        onPage={setPage}
      />
    </div>
  )
}
