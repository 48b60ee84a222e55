import type { Person } from './names.ts'

/** As in a German telephone list: Ö beside O, Ş beside S, "Gruppe 9" before "Gruppe 10". */
export const compareNames: (a: string, b: string) => number = new Intl.Collator('de', { numeric: true })
  .compare

/** People by name; of equal names, by id. */
export const byName = (a: Person, b: Person): number =>
  compareNames(a.displayName, b.displayName) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/** Letters that are not a plain letter with a mark. */
const PLAIN: Record<string, string> = { ß: 'ss', ł: 'l', ø: 'o', đ: 'd', ı: 'i', æ: 'ae', œ: 'oe' }

const searchable = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[ßłøđıæœ]/g, (letter) => PLAIN[letter] ?? letter)

/** The words of a search. */
export const wordsOf = (search: string): string[] => search.split(/\s+/).filter((word) => word !== '')

/** Whether every word of the search is in the text, in any order, whatever the case and the marks. */
export const hasWords = (text: string, search: string): boolean => {
  const searched = searchable(text)
  return searchable(search)
    .split(/\s+/)
    .every((word) => searched.includes(word))
}
