import '@mantine/core/styles/Group.layer.css'
import '@mantine/core/styles/Pagination.layer.css'
import { Pagination } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePrinting } from '../parts/use-printing.ts'
import { found, paged, sorted } from './arrange.ts'
import { type Column, type Sort, turned } from './column.ts'
import { DataTable } from './data-table.tsx'
import { ListTools } from './list-tools.tsx'
import classes from './local-list.module.css'

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
  /** The column it is sorted by at first, upwards. */
  firstBy: string
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
  filters,
}: LocalListProps<T>) {
  const { t, i18n } = useTranslation('lists')
  const [search, setSearch] = useState('')
  const [sort, setSort] = useState<Sort>({ key: firstBy, descending: false })
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
      {shown.pages > 1 && (
        <div className={classes.pages}>
          <span>{t('range', { count: hits.length, shown: shown.rows.length })}</span>
          <Pagination
            total={shown.pages}
            value={shown.page}
            onChange={setPage}
            size="sm"
            getControlProps={(control) => ({ 'aria-label': t(`page.${control}`) })}
            getItemProps={(number) => ({ 'aria-label': t('page.number', { number }) })}
          />
        </div>
      )}
    </div>
  )
}
