import writeSpreadsheet from 'write-excel-file/universal'
import type { Language } from './present.ts'
import type { Costs } from './read-costs.ts'
import type { Cell, Table } from './table-file.ts'

const WORDS = {
  de: {
    lines: 'Reservierungen',
    sums: 'Summen',
    headings: [
      'Kostenstelle',
      'Lehrjahrgang',
      'Person',
      'Gerät',
      'Beginn',
      'Stunden',
      'kWh',
      'Strom €',
      'Maschine €',
      'Pauschale €',
      'Summe €',
      'Gemessen %',
      'Art',
      'Grund',
    ],
    sumHeadings: ['Gruppe', 'Name', 'Reservierungen', 'Stunden', 'kWh', 'Summe €'],
    job: 'Reservierung',
    standby: 'Leerlauf',
    unbooked: 'ohne Reservierung',
    correction: 'Korrektur',
    rounding: 'Rundung',
    costCentre: 'Kostenstelle',
    cohort: 'Lehrjahrgang',
    none: 'ohne',
    rest: 'Übrige, nicht einzeln gezeigt',
    total: 'Gesamt',
    frozen: 'Abgeschlossen, Prüfsumme',
  },
  en: {
    lines: 'Reservations',
    sums: 'Sums',
    headings: [
      'Cost centre',
      'Cohort',
      'Person',
      'Machine',
      'Start',
      'Hours',
      'kWh',
      'Energy €',
      'Machine €',
      'Flat fee €',
      'Sum €',
      'Measured %',
      'Kind',
      'Reason',
    ],
    sumHeadings: ['Group', 'Name', 'Reservations', 'Hours', 'kWh', 'Sum €'],
    job: 'Reservation',
    standby: 'Standing by',
    unbooked: 'without reservation',
    correction: 'Correction',
    rounding: 'Rounding',
    costCentre: 'Cost centre',
    cohort: 'Cohort',
    none: 'none',
    rest: 'others, not shown one by one',
    total: 'Total',
    frozen: 'Closed, checksum',
  },
} as const

/** Where the sum and the kind stand. */
const SUM_AT = WORDS.de.headings.indexOf('Summe €')
const KIND_AT = WORDS.de.headings.indexOf('Art')

const euros = (cents: number): number => cents / 100

/** Every booking of the month, what was nobody's, and the corrections: the sum column adds up to the total. */
export const linesTable = (costs: Costs, language: Language): Table => {
  const words = WORDS[language]
  const jobs = costs.lines.map((line): Cell[] => [
    line.costCentre,
    line.cohort,
    line.person,
    line.printer,
    line.startsAt,
    line.usedHours,
    line.kWh,
    euros(line.energyCents),
    euros(line.machineCents),
    euros(line.feeCents),
    euros(line.cents),
    line.quality,
    words.job,
    null,
  ])
  const overhead = costs.overhead.map(({ printer, purpose, kWh, energyCents }): Cell[] => {
    const price = euros(energyCents)
    return [null, null, null, printer, null, null, kWh, price, null, null, price, null, words[purpose], null]
  })
  const corrections = costs.corrections.map(({ costCentre, cohort, createdAt, cents, reason }): Cell[] => {
    const price = euros(cents)
    return [
      costCentre,
      cohort,
      null,
      null,
      createdAt,
      null,
      null,
      null,
      null,
      null,
      price,
      null,
      words.correction,
      reason,
    ]
  })
  const { roundingCents } = costs.total
  const rounding = words.headings.map((_, i): Cell => {
    if (i === SUM_AT) return euros(roundingCents)
    return i === KIND_AT ? words.rounding : null
  })
  const rows = [...jobs, ...overhead, ...(roundingCents === 0 ? [] : [rounding]), ...corrections]
  return { headings: [...words.headings], rows }
}

const sumsTable = (costs: Costs, language: Language): Table => {
  const words = WORDS[language]
  const rows = (group: string, sums: Costs['byCohort']) =>
    sums.map(({ name, isRest, jobs, usedHours, kWh, cents }): Cell[] => [
      group,
      isRest ? words.rest : (name ?? words.none),
      jobs,
      usedHours,
      kWh,
      euros(cents),
    ])
  const { total, frozen } = costs
  return {
    headings: [...words.sumHeadings],
    rows: [
      ...rows(words.costCentre, costs.byCostCentre),
      ...rows(words.cohort, costs.byCohort),
      [words.total, costs.month, costs.lines.length, null, total.kWh, euros(total.cents)],
      ...(frozen ? [[words.frozen, frozen.checksum, null, null, null, null]] : []),
    ],
  }
}

/** Strings are written as strings, so nothing in them is ever a formula. */
const sheetOf = ({ headings, rows }: Table) => [
  headings.map((value) => ({ value, fontWeight: 'bold' as const })),
  ...rows.map((row) => row.map((cell) => (cell === null || cell === '' ? null : cell))),
]

/** A spreadsheet of two sheets: the lines, and the sums. */
export const costsXlsx = async (costs: Costs, language: Language): Promise<ArrayBuffer> => {
  const words = WORDS[language]
  const sheets = [
    { data: sheetOf(linesTable(costs, language)), sheet: words.lines, stickyRowsCount: 1 },
    { data: sheetOf(sumsTable(costs, language)), sheet: words.sums, stickyRowsCount: 1 },
  ]
  return (await writeSpreadsheet(sheets).toBlob()).arrayBuffer()
}
