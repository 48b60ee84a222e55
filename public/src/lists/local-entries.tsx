import { type ComponentType, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EntryList } from '../parts/entry.tsx'
import { usePrinting } from '../parts/use-printing.ts'
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
  /** So many are seen at a glance, and need neither search nor order. */
  atGlance?: number
  /** What the entries of a page stand in. */
  List?: ComponentType<{ label: string; children: ReactNode }>
  children: (row: T) => ReactNode
}

/** Entries that are there as a whole: searched, sorted and paged in the browser. */
export function LocalEntries<T, K extends string>(props: LocalEntriesProps<T, K>) {
  const { label, rows, textOf, hint, orders, atGlance = 1, List = EntryList, children } = props
  const { i18n } = useTranslation()
  const isPrinting = usePrinting()
  const [order, setOrder] = useState(orders[0]?.[0])
  const columns = orders.map(([key, , sortBy]): Column<T> => ({ key, header: key, sortBy, cell: () => null }))
  const sort = { key: order ?? '', descending: false }
  return (
    <LocalFrame
      rows={rows}
      textOf={textOf}
      hint={hint}
      sort={(hits) => sorted(hits, columns, sort, i18n.language)}
      isBare={rows.length <= atGlance || order === undefined}
      // On paper nobody turns pages.
      isWhole={isPrinting}
      filters={
        order && (
          <OrderSelect value={order} orders={orders.map(([key, word]) => [key, word])} onChange={setOrder} />
        )
      }
    >
      {(shown) => <List label={label}>{shown.map(children)}</List>}
    </LocalFrame>
  )
}
