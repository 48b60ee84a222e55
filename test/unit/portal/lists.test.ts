import { expect, test } from 'vitest'
import { found, paged, sorted } from '../../../public/src/lists/arrange.ts'
import type { Column } from '../../../public/src/lists/column.ts'

const text = (row: string) => row

test.each([
  ['', ['Jürgen Groß', 'Kim Öz', 'Prusa 10']],
  ['jurgen', ['Jürgen Groß']],
  ['GROSS jür', ['Jürgen Groß']],
  ['oz', ['Kim Öz']],
  ['kim prusa', []],
])('a search for "%s" finds words in any order, without regard to accents', (search, hits) => {
  expect(found(['Jürgen Groß', 'Kim Öz', 'Prusa 10'], text, search)).toEqual(hits)
})

const columns: Column<string>[] = [
  { key: 'name', header: 'Name', cell: text, sortBy: text },
  { key: 'length', header: 'Length', cell: text, sortBy: (row) => row.length },
  { key: 'none', header: 'None', cell: text },
]

test.each([
  ['names as people read them', { key: 'name', descending: false }, ['Ä', 'B', 'Prusa 2', 'Prusa 10']],
  ['downwards', { key: 'name', descending: true }, ['Prusa 10', 'Prusa 2', 'B', 'Ä']],
  [
    'numbers by value, equals as they were',
    { key: 'length', descending: false },
    ['B', 'Ä', 'Prusa 2', 'Prusa 10'],
  ],
  [
    'not at all by a column that can not',
    { key: 'none', descending: false },
    ['Prusa 10', 'B', 'Ä', 'Prusa 2'],
  ],
])('a list sorts %s', (_, sort, order) => {
  expect(sorted(['Prusa 10', 'B', 'Ä', 'Prusa 2'], columns, sort, 'de')).toEqual(order)
})

test.each([
  [1, { rows: [1, 2], page: 1, pages: 3 }],
  [3, { rows: [5], page: 3, pages: 3 }],
  [9, { rows: [5], page: 3, pages: 3 }],
  [0, { rows: [1, 2], page: 1, pages: 3 }],
])('page %d of five rows, two at a time, is always one that exists', (page, expected) => {
  expect(paged([1, 2, 3, 4, 5], page, 2)).toEqual(expected)
})

test('an empty list has one page', () => {
  expect(paged([], 4, 25)).toEqual({ rows: [], page: 1, pages: 1 })
})
