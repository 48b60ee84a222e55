import { hasWords, wordsOf } from '../domain/name-order.ts'

/** One word of a search, and the ids of what is called so. */
export type NamedWord = { text: string; ids: string[] }

/**
 * The words of a search, each with what it names. Names are compared here because SQLite knows no case or marks beyond
 * A to Z.
 *
 * @param readNamed asked only where something is searched for
 */
export const namedWords = async (
  search: string | undefined,
  readNamed: () => Promise<{ id: string; name: string }[]>,
): Promise<NamedWord[]> => {
  const words = wordsOf(search ?? '')
  const named = words.length === 0 ? [] : await readNamed()
  return words.map((text) => ({
    text,
    ids: named.filter(({ name }) => hasWords(name, text)).map(({ id }) => id),
  }))
}
