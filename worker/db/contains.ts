import { type SQL, type SQLWrapper, sql } from 'drizzle-orm'

/** Whether a column's text holds this one; A to Z in either case, all other letters as they are written. */
export const contains = (column: SQLWrapper, text: string): SQL =>
  sql`instr(lower(${column}), lower(${text})) > 0`

/** Whether a column holds one of these, however many there are. */
export const isAmong = (column: SQLWrapper, values: readonly string[]): SQL =>
  sql`${column} in (select value from json_each(${JSON.stringify(values)}))`
