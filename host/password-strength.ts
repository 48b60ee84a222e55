import type { ZxcvbnFactory } from '@zxcvbn-ts/core'

/** What makes a password guessable, by the names zxcvbn gives; `score` from 0 (guessed at once) to 4. */
export type Strength = { score: number; warning: string | null; suggestions: string[] }

/**
 * Judges passwords by how many guesses they withstand: common passwords, German words and names,
 * keyboard rows, dates, and whatever is known of the person. The dictionaries (13 MB in memory, a
 * quarter of a second) are loaded at the first call: most starts never need them.
 */
export const createStrengthMeter = (): ((password: string, known: string[]) => Promise<Strength>) => {
  let meter: Promise<ZxcvbnFactory> | undefined
  return async (password, known) => {
    meter ??= loadMeter()
    const { score, feedback } = (await meter).check(password, known)
    return { score, warning: feedback.warning, suggestions: feedback.suggestions }
  }
}

const loadMeter = async (): Promise<ZxcvbnFactory> => {
  const [{ ZxcvbnFactory: Factory }, { default: common }, { default: german }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-de'),
  ])
  return new Factory({
    dictionary: { ...common.dictionary, ...german.dictionary },
    graphs: common.adjacencyGraphs,
  })
}
