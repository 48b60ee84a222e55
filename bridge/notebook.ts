import type { Clock } from './clock.ts'
import type { EnergyBook } from './energy-book.ts'
import type { PlugState } from './plug.ts'
import type { FailureKind, PlugReading } from './protocol.ts'
import { type DeadMan, type Memory, readingOf, rememberLoad, unknownAfterMs } from './reading.ts'

export type ChangeKind = 'state' | 'load'
export type Notebook = {
  /** The plug answered. */
  accept: (state: PlugState) => void
  /** The plug did not answer, or said no. */
  fail: (kind: FailureKind) => void
  /** We are about to tell the plug this. */
  noteCommand: (on: boolean) => void
  noteDeadMan: (deadMan: DeadMan) => void
  deadMan: () => DeadMan
  failure: () => Memory['failure']
  reading: () => PlugReading
  close: () => void
}

export type NotebookOptions = {
  plugId: string
  clock: Clock
  energy: EnergyBook
  /** Of the plug: it may have restarted between two of them. */
  connection: () => number
  /** The relay, a failure or the dead-man changed (`state`), or the load did (`load`). */
  onChange: (kind: ChangeKind, reading: PlugReading) => void
}

/** A load step worth telling: this much and this share of the load before. */
const stepWatts = 5
const stepShare = 0.2
/** The plug counts by its own clock. */
const countdownToleranceMs = 60_000

/** What is known of one plug, and who must hear of a change. */
export const createNotebook = ({
  plugId,
  clock,
  energy,
  connection,
  onChange,
}: NotebookOptions): Notebook => {
  const memory: Memory = {
    knownSince: clock.now(),
    last: null,
    loads: [],
    failure: null,
    offByHand: false,
    deadMan: { state: 'none' },
  }
  let isToldOff = false
  let lastConnection = connection()
  let told: PlugReading | undefined
  let cancelUnknown = () => {}

  const reading = () => readingOf(plugId, memory, energy.totalMwh(plugId), clock.now())
  const tell = () => {
    const current = reading()
    if (!told || summaryOf(told) !== summaryOf(current)) onChange('state', current)
    else if (isLoadStep(told.watts, current.watts)) onChange('load', current)
    else return
    told = current
  }

  /** A plug that had no mains comes back off too, but never on the connection it had. */
  const isPressedOff = (state: PlugState): boolean =>
    memory.last?.state.on === true &&
    !isToldOff &&
    connection() === lastConnection &&
    !state.overheated &&
    !state.overloaded &&
    !(memory.deadMan.state === 'armed' && clock.now() >= memory.deadMan.offAt - countdownToleranceMs)

  return {
    accept: (state) => {
      const at = clock.now()
      if (state.on) {
        memory.offByHand = false
        isToldOff = false
      } else memory.offByHand ||= isPressedOff(state)
      lastConnection = connection()
      memory.last = { state, at }
      memory.loads = rememberLoad(memory.loads, state.watts, at)
      memory.failure = null
      const { watts, todayWh, monthWh, mac } = state
      energy.add(plugId, { at, watts, todayWh, monthWh, device: mac })
      cancelUnknown()
      cancelUnknown = clock.after(unknownAfterMs + 1, tell)
      tell()
    },
    fail: (kind) => {
      memory.failure = { kind, since: memory.failure?.kind === kind ? memory.failure.since : clock.now() }
      tell()
    },
    noteCommand: (on) => {
      isToldOff = !on
    },
    noteDeadMan: (deadMan) => {
      memory.deadMan = deadMan
      tell()
    },
    deadMan: () => memory.deadMan,
    failure: () => memory.failure,
    reading,
    close: () => cancelUnknown(),
  }
}

const summaryOf = (reading: PlugReading): string =>
  [reading.state, reading.failure?.kind, reading.deadMan, reading.overheated, reading.overloaded].join()

const isLoadStep = (before: number | null, after: number | null): boolean => {
  if (before === null || after === null) return before !== after
  return Math.abs(after - before) >= Math.max(stepWatts, stepShare * before)
}
