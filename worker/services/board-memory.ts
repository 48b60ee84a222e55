import type { JobWithPerson } from '../db/jobs.ts'
import type { PrinterRow } from '../db/printers.ts'
import type { Observation } from './observe-plugs.ts'
import type { RecordedReasons } from './present-reason.ts'
import type { Settings } from './settings.ts'

/** What the board is made of, before it is worded for somebody. */
export type BoardFacts = {
  at: number
  settings: Settings
  printers: PrinterRow[]
  jobs: JobWithPerson[]
  /** What is closed at `at`; `printerId` null: the whole workshop. */
  closures: { printerId: string | null; endsAt: number }[]
  incidents: { open: number; critical: number }
  observation: Observation
  reasons: RecordedReasons
  /** Everything is held off. */
  stop: { since: number; reason: string } | null
}
export type BoardAnswer = { body: string; etag: string }

/** The board is answered from memory while it is younger than this. */
const FRESH_MS = 1_000
/** One answer per kind of viewer; with "own names only" that is one per person. */
const MAX_ANSWERS = 200

/** Remembers the board for a second, so that a wall of browsers costs one read. */
export type BoardMemory = {
  facts: () => BoardFacts | undefined
  remember: (facts: BoardFacts) => void
  answer: (viewer: string) => BoardAnswer | undefined
  rememberAnswer: (viewer: string, answer: BoardAnswer) => void
  /** Something changed: the next read looks afresh. */
  forget: () => void
}

/** @param onForget called after each change, to tell those who watch. */
export const boardMemory = (now: () => number, onForget: () => void): BoardMemory => {
  let kept: BoardFacts | undefined
  const answers = new Map<string, BoardAnswer>()
  const isFresh = () => kept !== undefined && now() - kept.at < FRESH_MS && now() >= kept.at
  return {
    facts: () => (isFresh() ? kept : undefined),
    remember: (facts) => {
      kept = facts
      answers.clear()
    },
    answer: (viewer) => (isFresh() ? answers.get(viewer) : undefined),
    rememberAnswer: (viewer, answer) => {
      if (answers.size < MAX_ANSWERS) answers.set(viewer, answer)
    },
    forget: () => {
      kept = undefined
      answers.clear()
      onForget()
    },
  }
}
