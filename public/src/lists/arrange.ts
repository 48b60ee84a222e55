import { hasWords } from '../../../worker/domain/name-order.ts'
import type { Column, Sort } from './column.ts'

/** Rows whose text has every word of the search, in any order; "jurgen" finds Jürgen. */
export function found<T>(rows: readonly T[], textOf: (row: T) => string, search: string): T[] {
  return rows.filter((row) => hasWords(textOf(row), search))
}

/** Sorted as people of this language do, numbers in names by their value; equal rows keep their order. */
export function sorted<T>(rows: readonly T[], columns: Column<T>[], sort: Sort, language: string): T[] {
  const sortBy = columns.find(({ key }) => key === sort.key)?.sortBy
  if (!sortBy) return [...rows]
  const collator = new Intl.Collator(language, { numeric: true, sensitivity: 'base' })
  const direction = sort.descending ? -1 : 1
  return [...rows].sort((a, b) => {
    const [x, y] = [sortBy(a), sortBy(b)]
    const order =
      typeof x === 'number' && typeof y === 'number' ? x - y : collator.compare(String(x), String(y))
    return order * direction
  })
}

/** One page of rows; `page` counts from 1 and is kept within what there is. */
export function paged<T>(rows: readonly T[], page: number, size: number) {
  const pages = Math.max(1, Math.ceil(rows.length / size))
  const shown = Math.min(Math.max(1, page), pages)
  return { rows: rows.slice((shown - 1) * size, shown * size), page: shown, pages }
}
