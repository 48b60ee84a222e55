import '@mantine/core/styles/Table.layer.css'
import { Table, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import type { Column, Sort } from './column.ts'
import classes from './data-table.module.css'
import { useScrollable } from './use-scrollable.ts'

type DataTableProps<T> = {
  /** What the table holds, for those who can't see it. */
  label: string
  rows: readonly T[]
  columns: Column<T>[]
  rowKey: (row: T) => string
  sort?: Sort | undefined
  onSort?: ((key: string) => void) | undefined
}

const ariaSort = { up: 'ascending', down: 'descending', none: 'none' } as const

/** Rows and columns. A link in a cell with the class of `row-link.tsx` covers its whole row. */
export function DataTable<T>({ label, rows, columns, rowKey, sort, onSort }: DataTableProps<T>) {
  const { frame, isScrollable } = useScrollable<HTMLDivElement>()
  const directionOf = (key: string) => {
    if (sort?.key !== key) return 'none'
    return sort.descending ? 'down' : 'up'
  }
  return (
    <div
      ref={frame}
      className={classes.frame}
      {...(isScrollable && { role: 'group', tabIndex: 0, 'aria-label': label })}
    >
      <Table aria-label={label} className={classes.table} verticalSpacing="sm" horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr>
            {columns.map(({ key, header, sortBy, isSorted, isHeaderHidden, isWide, align }) => {
              const direction = directionOf(key)
              const canSort = (isSorted || sortBy !== undefined) && onSort !== undefined
              return (
                <Table.Th
                  key={key}
                  scope="col"
                  className={classes.head}
                  data-wide={isWide || undefined}
                  data-align={align}
                  aria-sort={canSort ? ariaSort[direction] : undefined}
                >
                  {canSort ? (
                    <UnstyledButton className={classes.sort} onClick={() => onSort(key)}>
                      {header}
                      {direction === 'up' && <IconArrowUp size={14} aria-hidden="true" />}
                      {direction === 'down' && <IconArrowDown size={14} aria-hidden="true" />}
                    </UnstyledButton>
                  ) : (
                    <HeaderText header={header} isHidden={isHeaderHidden ?? false} />
                  )}
                </Table.Th>
              )
            })}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={rowKey(row)} className={classes.row}>
              {columns.map(({ key, cell, isWide, align }) => (
                <Table.Td key={key} data-wide={isWide || undefined} data-align={align}>
                  {cell(row)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}

const HeaderText = ({ header, isHidden }: { header: string; isHidden: boolean }) =>
  isHidden ? <VisuallyHidden>{header}</VisuallyHidden> : header
