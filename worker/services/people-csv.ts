import Papa from 'papaparse'
import { fromBase64 } from '../domain/base64.ts'
import type { TableRow } from '../domain/people-import.ts'
import { type Column, columnOf } from '../domain/people-table.ts'
import { Refused } from './refusal.ts'

const MAX_ROWS = 1_000
const DELIMITERS = [';', ',', '\t']

export type PeopleTable = {
  encoding: 'utf-8' | 'utf-16' | 'windows-1252'
  delimiter: string
  /** Headings that name no column of ours, and are ignored. */
  ignoredColumns: string[]
  rows: TableRow[]
}

const refuse = (code: string, path = 'content'): never => {
  throw new Refused('invalid_input', { errors: [{ path, code }] })
}

/** Excel on a German Windows writes Windows-1252 or UTF-8 with a mark; "Unicode text" is UTF-16. */
const decode = (bytes: Uint8Array): { encoding: PeopleTable['encoding']; text: string } => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe)
    return { encoding: 'utf-16', text: new TextDecoder('utf-16le').decode(bytes) }
  try {
    return {
      encoding: 'utf-8',
      text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes),
    }
  } catch {
    return { encoding: 'windows-1252', text: new TextDecoder('windows-1252').decode(bytes) }
  }
}

/** The one that the headings use most. */
const delimiterOf = (text: string): string => {
  const headings = /^.*/.exec(text)?.[0] ?? ''
  const count = (delimiter: string): number => headings.split(delimiter).length
  return DELIMITERS.reduce((best, next) => (count(next) > count(best) ? next : best))
}

/**
 * Reads a table of people with a row of headings, as spreadsheets save it. Refuses with `invalid_input`
 * when it is no such table, has no column for names, or more than 1000 rows.
 */
export const readPeopleTable = (contentBase64: string): PeopleTable => {
  const { encoding, text } = decode(fromBase64(contentBase64))
  const delimiter = delimiterOf(text)
  const [headings = [], ...records] = Papa.parse<string[]>(text, { delimiter }).data
  const columns = headings.map(columnOf)
  if (!columns.some((column) => column !== undefined)) return refuse('csv_unreadable')
  const hasNames = columns.includes('displayName') || columns.includes('lastName')
  if (!hasNames) return refuse('csv_missing_column', 'displayName')

  const rows = records
    .map((record, index) => ({ line: index + 2, cells: cellsOf(columns, record) }))
    .filter(({ cells }) => Object.values(cells).some((cell) => cell.trim() !== ''))
  if (rows.length > MAX_ROWS) return refuse('csv_too_long')
  const ignoredColumns = headings.filter((heading, i) => columns[i] === undefined && heading.trim() !== '')
  return { encoding, delimiter, ignoredColumns: ignoredColumns.slice(0, 50), rows }
}

const cellsOf = (columns: (Column | undefined)[], record: string[]): TableRow['cells'] =>
  Object.fromEntries(
    columns.flatMap((column, i) => (column === undefined ? [] : [[column, (record[i] ?? '').slice(0, 400)]])),
  )
