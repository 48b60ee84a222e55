import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EntryList } from '../parts/entry.tsx'
import { sorted } from './arrange.ts'
import type { Column } from './column.ts'
import { LocalFrame } from './local-frame.tsx'
import { OrderSelect } from './order-select.tsx'

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
  const { i18n } = useTranslation()
  const [order, setOrder] = useState(orders[0]?.[0])
  const columns = orders.map(([key, , sortBy]): Column<T> => ({ key, header: key, sortBy, cell: () => null }))
  const sort = { key: order ?? '', descending: false }
  return (
    <LocalFrame
      rows={rows}
      textOf={textOf}
      hint={hint}
      sort={(hits) => sorted(hits, columns, sort, i18n.language)}
      isBare={rows.length <= 1 || order === undefined}
      filters={
        order && (
          <OrderSelect value={order} orders={orders.map(([key, word]) => [key, word])} onChange={setOrder} />
        )
      }
    >
      {(shown) => <EntryList label={label}>{shown.map(children)}</EntryList>}
    </LocalFrame>
  )
}
