import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg } from 'node:os'

export type Row = {
  name: string
  value: number
  unit: string
  /** What is promised: at least or at most so much. */
  target?: { atLeast: number } | { atMost: number }
}

const OUTPUT = 'dist/bench.json'

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

export const isMissed = ({ value, target }: Row): boolean => {
  if (!target) return false
  return 'atLeast' in target ? value < target.atLeast : value > target.atMost
}

/** Holds the target, misses it, or has none. */
const verdictOf = (row: Row): string => {
  if (!row.target) return ''
  const wanted = 'atLeast' in row.target ? `≥ ${row.target.atLeast}` : `≤ ${row.target.atMost}`
  return `${isMissed(row) ? 'MISS' : 'ok  '} ${wanted}`
}

/** A line of the table, printed as soon as it is measured. */
export const printRow = (row: Row): void => {
  const value = row.value >= 100 ? row.value.toFixed(0) : row.value.toFixed(1)
  console.log(`${row.name.padEnd(64)} ${value.padStart(8)} ${row.unit.padEnd(8)} ${verdictOf(row)}`)
}

/** Writes all as JSON, with what else the machine was doing. */
export const writeReport = (rows: readonly Row[], loadBefore: number): void => {
  const machine = {
    cores: availableParallelism(),
    model: cpus()[0]?.model,
    loadBefore,
    loadAfter: loadavg()[0],
  }
  mkdirSync('dist', { recursive: true })
  writeFileSync(OUTPUT, `${JSON.stringify({ at: new Date().toISOString(), machine, rows }, null, 2)}\n`)
  console.log(`load ${loadBefore.toFixed(1)} before, ${loadavg()[0]?.toFixed(1)} after; written to ${OUTPUT}`)
}
