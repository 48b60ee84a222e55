import { PHASES, type PhaseStretch, readPhases } from '../../worker/domain/power-signature.ts'
import { learnLevels, type PhaseLevels, UNKNOWN_PRINTER } from '../../worker/domain/power-signature-levels.ts'
import {
  ADVERSARIES,
  drawnBy,
  emulatedTrace,
  historyOf,
  MADE_MACHINES,
  type TraceMinute,
  traceOf,
} from './power-traces.ts'

const TRUTHS = [...PHASES, 'none'] as const
const ANSWERS = [...PHASES, 'unsure'] as const
export type Confusion = Record<string, Record<string, number>>

const add = (confusion: Confusion, truth: string, answer: string): void => {
  const row = confusion[truth] ?? {}
  row[answer] = (row[answer] ?? 0) + 1
  confusion[truth] = row
}

const phaseAt = (stretches: PhaseStretch[], at: number): string =>
  stretches.find(({ startsAt, endsAt }) => startsAt <= at && at < endsAt)?.phase ?? 'unsure'

/** Minutes by what the machine did and what was said of it. */
export const compare = (traces: TraceMinute[][], levels: PhaseLevels): Confusion => {
  const confusion: Confusion = {}
  for (const trace of traces) {
    const stretches = readPhases(trace, levels)
    for (const { startsAt, truth } of trace) add(confusion, truth ?? 'none', phaseAt(stretches, startsAt))
  }
  return confusion
}

const merge = (all: Confusion[]): Confusion => {
  const merged: Confusion = {}
  for (const confusion of all)
    for (const [truth, row] of Object.entries(confusion))
      for (const [answer, count] of Object.entries(row))
        for (let i = 0; i < count; i++) add(merged, truth, answer)
  return merged
}

const EMULATED_SEEDS = [1, 2, 3, 4, 5, 6]

/** All the traces, learned from a history of the same machine, and not learned. */
export const allConfusions = (): Record<'usual' | 'adversarial' | 'unlearned', Confusion> => {
  const usual: Confusion[] = []
  const adversarial: Confusion[] = []
  const unlearned: Confusion[] = []
  for (const machine of MADE_MACHINES) {
    const levels = learnLevels(historyOf(machine, 3))
    if (!levels) throw new Error(`nothing was learned of ${machine}`)
    const later = [7, 8, 9].map((seed) => historyOf(machine, seed))
    usual.push(compare(later, levels))
    unlearned.push(compare(later, UNKNOWN_PRINTER))
    const attacks = Object.values(ADVERSARIES).map((parts) => traceOf(parts(drawnBy(machine)), 11))
    adversarial.push(compare(attacks, levels))
  }
  for (const seed of EMULATED_SEEDS) {
    const levels = learnLevels(emulatedTrace('print', seed, 3, 70))
    if (!levels) throw new Error(`nothing was learned of the emulated machine ${seed}`)
    const runs = [emulatedTrace('print', seed, 5, 70), emulatedTrace('failed-print', seed, 5, 70)]
    usual.push(compare(runs, levels))
    unlearned.push(compare(runs, UNKNOWN_PRINTER))
  }
  return { usual: merge(usual), adversarial: merge(adversarial), unlearned: merge(unlearned) }
}

/** Minutes with a wrong answer; `unsure` is none. */
export const wrongMinutes = (confusion: Confusion): number =>
  sum(confusion, (truth, answer) => answer !== 'unsure' && answer !== truth)
export const minutesIn = (confusion: Confusion): number => sum(confusion, () => true)

const sum = (confusion: Confusion, counts: (truth: string, answer: string) => boolean): number =>
  Object.entries(confusion).reduce(
    (total, [truth, row]) =>
      total +
      Object.entries(row).reduce((some, [answer, count]) => some + (counts(truth, answer) ? count : 0), 0),
    0,
  )

/** The table in Markdown: a line for what the machine did, a column for what was said. */
export const confusionTable = (confusion: Confusion): string => {
  const share = (part: number): string => `${((100 * part) / minutesIn(confusion)).toFixed(1)} %`
  const unsure = sum(confusion, (_, answer) => answer === 'unsure')
  const lines = TRUTHS.filter((truth) => confusion[truth]).map((truth) => {
    const cells = ANSWERS.map((answer) => confusion[truth]?.[answer] ?? 0)
    return `| **${truth}** | ${cells.join(' | ')} |`
  })
  return [
    `| really ↓, said → | ${ANSWERS.join(' | ')} |`,
    `|---|${ANSWERS.map(() => '---:|').join('')}`,
    ...lines,
    '',
    `${minutesIn(confusion)} minutes: wrong ${share(wrongMinutes(confusion))}, unsure ${share(unsure)}.`,
  ].join('\n')
}
