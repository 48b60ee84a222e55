import type { Window } from './window.ts'

/** The highest load within a stretch of time, in watts; `null`: not known. A plug that is off draws 0. */
export type LoadSample = Window & { peakWatts: number | null }

/**
 * What a machine does. `unsure` counts as busy: what can't be seen must not be cut off.
 * `quietSince`: from when on the load was low without a break, as far as the samples tell.
 */
export type Load = { state: 'idle' | 'busy' | 'unsure'; quietSince: number | null }

export type LoadThresholds = { idleWatts: number; busyWatts: number; idleMinutes: number }

/** A pass comes each minute; without a sample for longer than this, something was missed. */
export const SAMPLE_GAP_MS = 90_000
const MINUTE_MS = 60_000

/**
 * Judges the last minutes with hysteresis: quiet begins below `idleWatts` and ends at `busyWatts`; in
 * between a machine stays what it was. A gap or a missing figure ends the quiet too. Idle is a quiet of
 * `idleMinutes`.
 *
 * @param samples in order of time
 */
export const judgeLoad = (samples: LoadSample[], thresholds: LoadThresholds, now: number): Load => {
  let quietSince: number | null = null
  let isKnown = false
  let seenUntil: number | null = null
  for (const { startsAt, endsAt, peakWatts } of samples) {
    // Samples follow each other without a gap; where one is missing, something may have worked.
    const hasGap = seenUntil !== null && startsAt > seenUntil
    const isLong = endsAt - startsAt > SAMPLE_GAP_MS
    isKnown = peakWatts !== null && !isLong
    if (hasGap || !isKnown) quietSince = null
    if (isKnown && peakWatts !== null) {
      if (peakWatts >= thresholds.busyWatts) quietSince = null
      else if (peakWatts < thresholds.idleWatts) quietSince ??= startsAt
    }
    seenUntil = endsAt
  }
  if (!isKnown || seenUntil === null || now - seenUntil > SAMPLE_GAP_MS)
    return { state: 'unsure', quietSince: null }
  const isIdle = quietSince !== null && now - quietSince >= thresholds.idleMinutes * MINUTE_MS
  return { state: isIdle ? 'idle' : 'busy', quietSince }
}

/** Enough minutes to tell standing by from working. */
const MIN_CALIBRATION_SAMPLES = 10
/** Fewer minutes are an accident: a switch-on, or a vacuum cleaner on the same socket. */
const MIN_MINUTES_OF_A_KIND = 3
/** What a machine draws when it does something is so many times, and so much, more than standing by. */
const MIN_CONTRAST = 1.5
const MIN_STEP_WATTS = 5

export type Calibration =
  | { ok: true; standbyWatts: number; workingWatts: number; idleWatts: number; busyWatts: number }
  | { ok: false; because: 'too_few_minutes' | 'no_contrast' }

/**
 * Proposes thresholds from a recorded print that includes some minutes of standing by: the lowest clear step
 * between two neighbouring loads divides them, with some minutes on either side. Not the widest one: that may lie
 * between a bed that rests for minutes and one that heats, and a print would be taken for idle. So cooling down
 * may count as work, which only keeps the power a little longer.
 *
 * @param watts the peak of each minute, any order
 */
export const calibrate = (watts: number[]): Calibration => {
  const loads = watts.filter((load) => load > 0.5).sort((a, b) => a - b)
  if (loads.length < MIN_CALIBRATION_SAMPLES) return { ok: false, because: 'too_few_minutes' }
  const isClear = (load: number, i: number): boolean => {
    const next = loads[i + 1] ?? 0
    return next >= MIN_CONTRAST * load && next - load >= MIN_STEP_WATTS
  }
  const divide = loads.findIndex(
    (load, i) =>
      i + 1 >= MIN_MINUTES_OF_A_KIND && loads.length - i - 1 >= MIN_MINUTES_OF_A_KIND && isClear(load, i),
  )
  const [standbyWatts, workingWatts] = [loads[divide], loads[divide + 1]]
  if (standbyWatts === undefined || workingWatts === undefined) return { ok: false, because: 'no_contrast' }
  const step = workingWatts - standbyWatts
  const idleWatts = Math.ceil(standbyWatts + step / 3)
  return {
    ok: true,
    standbyWatts,
    workingWatts,
    idleWatts,
    busyWatts: Math.max(idleWatts, Math.floor(standbyWatts + step / 2)),
  }
}
