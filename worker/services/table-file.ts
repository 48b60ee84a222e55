import Papa from 'papaparse'

export type Cell = string | number | null
/** A table as it is shown: headings, lines, and how many digits its numbers have. */
export type Table = { headings: string[]; rows: Cell[][] }

/** What a spreadsheet would take for a formula; a number with its sign is none. */
const FORMULA = /^(?:[=+@\t\r]|-(?!\d+(?:,\d+)?$))/

/**
 * CSV as a German Excel opens it by a double click: UTF-8 with a mark, semicolons, decimal commas. What begins
 * like a formula is made text.
 */
export const germanCsv = ({ headings, rows }: Table): string => {
  const text = (cell: Cell): string =>
    cell === null ? '' : typeof cell === 'number' ? String(cell).replace('.', ',') : cell
  const lines = [headings, ...rows.map((row) => row.map(text))]
  return `\uFEFF${Papa.unparse(lines, { delimiter: ';', newline: '\r\n', escapeFormulae: FORMULA })}\r\n`
}
