import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EntryList } from '../parts/entry.tsx'
import { found, paged, sorted } from './arrange.ts'
import type { Column } from './column.ts'
import { ListTools } from './list-tools.tsx'
import classes from './local-list.module.css'
import { OrderSelect } from './order-select.tsx'
import { PageLine } from './page-line.tsx'

const pageSize = 25

type Word = Parameters<typeof OrderSelect>[0]['orders'][number][1]

type LocalEntriesProps<T, K extends string> = {
  label: string
  rows: readonly T[]
  /** Everything of an entry that a search should find. */
  textOf: (row: T) => string
  /** What can be searched for. */
  hint: string
  /** What it can be sorted by, upwards; the first is how it stands at first. */
  orders: readonly (readonly [K, Word, (row: T) => string | number])[]
  children: (row: T) => ReactNode
}

/** Entries that are there as a whole: searched, sorted and paged in the browser. One alone needs none of it. */
export function LocalEntries<T, K extends string>(props: LocalEntriesProps<T, K>) {
  const { label, rows, textOf, hint, orders, children } = props
  const { t, i18n } = useTranslation('lists')
  const [search, setSearch] = useState('')
  const [order, setOrder] = useState(orders[0]?.[0])
  const [page, setPage] = useState(1)
  const columns = orders.map(([key, , sortBy]): Column<T> => ({ key, header: key, sortBy, cell: () => null }))
  const hits = found(rows, textOf, search)
  const sort = { key: order ?? '', descending: false }
  const shown = paged(sorted(hits, columns, sort, i18n.language), page, pageSize)
  return (
    <div className={classes.list}>
      {rows.length > 1 && order && (
        <ListTools
          hint={hint}
          search={search}
          onSearch={(text) => {
            setSearch(text)
            setPage(1)
          }}
        >
          <OrderSelect value={order} orders={orders.map(([key, word]) => [key, word])} onChange={setOrder} />
        </ListTools>
      )}
      {hits.length === 0 ? (
        <p className={classes.none} role="status">
          {t('none')}
        </p>
      ) : (
        <EntryList label={label}>{shown.rows.map(children)}</EntryList>
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
