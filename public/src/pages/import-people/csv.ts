/** Cells a spreadsheet would take for a formula get a quote before them. */
const harmless = (cell: string) => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell)

const quoted = (cell: string) => `"${harmless(cell).replaceAll('"', '""')}"`

/** A table as German spreadsheets open it: semicolons, CRLF, and a mark that says UTF-8. */
export const csvOf = (rows: string[][]): string =>
  `\ufeff${rows.map((row) => row.map(quoted).join(';')).join('\r\n')}\r\n`
