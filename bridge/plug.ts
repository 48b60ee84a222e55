import type { FailureKind } from './protocol.ts'

/** The plug could not be asked, or its answer was lost: worth another try. */
export class PlugUnreachable extends Error {
  readonly kind: FailureKind
  constructor(kind: FailureKind, detail: string) {
    super(`${kind}: ${detail}`)
    this.name = 'PlugUnreachable'
    this.kind = kind
  }
}

/** The plug was asked and said no, or it is no such plug: another try at once would not help. */
export class PlugRefused extends Error {
  readonly kind: FailureKind
  constructor(kind: FailureKind, detail: string) {
    super(`${kind}: ${detail}`)
    this.name = 'PlugRefused'
    this.kind = kind
  }
}

/** What a plug says about itself in one reading. `null`: it did not say. */
export type PlugState = {
  on: boolean
  /** 0..4 000 W. */
  watts: number | null
  /** The plug's own counter since its local midnight. */
  todayWh: number | null
  /** The same since the first of its local month. */
  monthWh: number | null
  /** dBm, negative. */
  rssi: number | null
  model: string | null
  mac: string | null
  firmware: string | null
  overheated: boolean | null
  overloaded: boolean | null
  onForSeconds: number | null
  /** A part of the reading failed although the plug answered. */
  impairment: FailureKind | null
}

/** The plug's own timer that switches it off without us. At most one is armed. */
export type Countdown = {
  /** Replaces whatever is armed and reads it back; 1..86 400 s. */
  arm: (afterSeconds: number, signal: AbortSignal) => Promise<void>
  disarm: (signal: AbortSignal) => Promise<void>
  /** Seconds to off; `null`: nothing armed. */
  remainingSeconds: (signal: AbortSignal) => Promise<number | null>
}

/** The plug's own clock, on which its counters and its countdown depend. */
export type PlugClock = {
  /** How far it is ahead of `now`, milliseconds; afterwards it is right. `null`: it does not tell. */
  agree: (signal: AbortSignal) => Promise<{ wasAheadMs: number | null; wasSet: boolean }>
}

export type SettingOutcome = 'kept' | 'changed' | 'failed' | 'unsupported' | 'reported'
/** One setting the plug should have for our use, and what came of it. */
export type Setting = { name: string; outcome: SettingOutcome; value: string }

export type FirmwareVerdict = 'good' | 'risky' | 'unknown'

/**
 * A make of smart plug. A second make is one more file that returns this; the optional parts are
 * capabilities the plug may lack. Every call is made from the plug's lane, one at a time, obeys its
 * signal, and fails only with `PlugUnreachable` or `PlugRefused`.
 */
export type Plug = {
  read: (signal: AbortSignal) => Promise<PlugState>
  /** Sends the command once. Whether it worked is for `read` to say. */
  setRelay: (on: boolean, signal: AbortSignal) => Promise<void>
  /** Grows with every new connection: the plug may have restarted in between. */
  connection: () => number
  close: () => void
  countdown?: Countdown
  clock?: PlugClock
  /** Brings the settings we rely on into place; each is read back. */
  provision?: (signal: AbortSignal) => Promise<Setting[]>
  /** Knocks at a plug that refuses connections; `true`: it answered. */
  wake?: (signal: AbortSignal) => Promise<boolean>
  judgeFirmware?: (firmware: string) => FirmwareVerdict
}
