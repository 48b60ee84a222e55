export type Machine = { id: string; circuit: string; wantsOn: boolean; switchedOnAt: number | null }

/**
 * Which of the machines that want power get it in this pass: one per circuit and pause, those that waited
 * since the pass before first, in order of the list. `nextAt`: when the next of them may.
 *
 * @param staggerMs pause between two on one circuit; 0 lets all on at once
 */
export const staggerSwitchOns = (
  machines: Machine[],
  staggerMs: number,
  now: number,
): { now: Set<string>; nextAt: number | undefined } => {
  const wanting = machines.filter(({ wantsOn }) => wantsOn)
  if (staggerMs <= 0) return { now: new Set(wanting.map(({ id }) => id)), nextAt: undefined }
  const allowed = new Set<string>()
  let nextAt: number | undefined
  for (const circuit of new Set(wanting.map((machine) => machine.circuit))) {
    const last = machines
      .filter((machine) => machine.circuit === circuit)
      // A time that is still to come was written by a clock that went wrong.
      .map(({ switchedOnAt }) => (switchedOnAt !== null && switchedOnAt <= now ? switchedOnAt : null))
      .reduce<number | null>(
        (newest, at) => (at !== null && (newest === null || at > newest) ? at : newest),
        null,
      )
    const waiting = wanting.filter((machine) => machine.circuit === circuit)
    const isFree = last === null || now - last >= staggerMs
    const [first] = waiting
    if (isFree && first) allowed.add(first.id)
    if (waiting.length > (isFree ? 1 : 0)) {
      const at = (isFree ? now : (last ?? now)) + staggerMs
      nextAt = nextAt === undefined ? at : Math.min(nextAt, at)
    }
  }
  return { now: allowed, nextAt }
}
