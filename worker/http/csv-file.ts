import { germanCsv, type Table } from '../services/table-file.ts'

/** What `c.body` takes to answer a table as a file that a German spreadsheet opens; `name` without its ending. */
export const csvFile = (name: string, table: Table) =>
  [
    germanCsv(table),
    200,
    {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}.csv"`,
    },
  ] as const
