import type { PowerFacts } from './power-facts.ts'

/**
 * Whether somebody has just switched off by the plug's own button what a job or a trainer held on. A person at
 * the machine may see smoke where we see watts, so it is not undone. What was winding down, or on without a job,
 * needs no heed: it is off and nobody wants it on.
 *
 * @param offByHand what the bridge says of the plug: off, and not by us, its timer or lost mains
 * @param seenBefore what the pass before recorded: a press is heeded once
 */
export const wasPressedOff = (
  { observed, before, override, emergencySince }: PowerFacts,
  offByHand: boolean,
  seenBefore: 'on' | 'off' | undefined,
): boolean =>
  observed.state === 'off' &&
  offByHand &&
  seenBefore === 'on' &&
  emergencySince === null &&
  override?.state !== 'off' &&
  (before?.kind === 'job' || before?.kind === 'override')
