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

/** Holds the target, misses it, or has none. */
export const verdictOf = ({ value, target }: Row): string => {
  if (!target) return ''
  if ('atLeast' in target) return `${value >= target.atLeast ? 'ok  ' : 'MISS'} ≥ ${target.atLeast}`
  return `${value <= target.atMost ? 'ok  ' : 'MISS'} ≤ ${target.atMost}`
}

/** Prints the table and writes it as JSON, with what else the machine was doing. */
export const report = (rows: readonly Row[], loadBefore: number): void => {
  for (const row of rows) {
    const value = row.value >= 100 ? row.value.toFixed(0) : row.value.toFixed(1)
    console.log(`${row.name.padEnd(52)} ${value.padStart(8)} ${row.unit.padEnd(8)} ${verdictOf(row)}`)
  }
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
