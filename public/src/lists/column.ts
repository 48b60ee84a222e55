import type { ReactNode } from 'react'

export type Column<T> = {
  key: string
  header: string
  /** Told to screen readers only: for buttons, which speak for themselves. */
  isHeaderHidden?: boolean
  cell: (row: T) => ReactNode
  /** What the column sorts by; without it, the list can't be sorted by this column. */
  sortBy?: (row: T) => string | number
  /** Shown only where there is room; the row's own page or the first column holds it too. */
  isWide?: boolean
  align?: 'end'
}

export type Sort = { key: string; descending: boolean }
