import type { ReactNode } from 'react'

export type Column<T> = {
  key: string
  header: string
  /** Told to screen readers only: for buttons, which speak for themselves. */
  isHeaderHidden?: boolean
  cell: (row: T) => ReactNode
  /** What the column sorts by; without it, the list can't be sorted by this column. */
  sortBy?: (row: T) => string | number
  /** For lists that the server sorts: whether it can by this column's key. */
  isSorted?: boolean
  /** Shown only where there is room; the row's own page or the first column holds it too. */
  isWide?: boolean
  align?: 'end'
}

export type Sort = { key: string; descending: boolean }

/** What a click on a column's heading leads to: upwards first, the second time downwards. */
export const turned = (sort: Sort, key: string): Sort => ({
  key,
  descending: sort.key === key && !sort.descending,
})

/** The same as the API words it: `name`, `-lastSeen`. */
export const sortParam = ({ key, descending }: Sort): string => (descending ? `-${key}` : key)
