import type { Role } from './access.ts'

/** How people name the columns and roles of a table, in German and English, without regard to case. */
const COLUMNS = {
  username: ['benutzername', 'benutzer', 'anmeldename', 'kennung', 'username', 'user name', 'login'],
  displayName: ['name', 'anzeigename', 'vollständiger name', 'display name', 'displayname', 'full name'],
  firstName: ['vorname', 'first name', 'firstname', 'given name'],
  lastName: ['nachname', 'familienname', 'last name', 'lastname', 'surname', 'family name'],
  role: ['rolle', 'role'],
  cohort: ['lehrjahrgang', 'jahrgang', 'klasse', 'gruppe', 'cohort', 'class', 'group'],
  expiresOn: ['ablaufdatum', 'gültig bis', 'ende', 'expires', 'expires on', 'expiry', 'valid until'],
} as const
export type Column = keyof typeof COLUMNS

const ROLE_WORDS: Record<string, Exclude<Role, 'admin'>> = {
  azubi: 'apprentice',
  azubine: 'apprentice',
  auszubildender: 'apprentice',
  auszubildende: 'apprentice',
  'auszubildende/r': 'apprentice',
  apprentice: 'apprentice',
  trainee: 'apprentice',
  ausbilder: 'trainer',
  ausbilderin: 'trainer',
  'ausbilder/in': 'trainer',
  'ausbilder:in': 'trainer',
  trainer: 'trainer',
  gast: 'guest',
  guest: 'guest',
}

/** Which column a heading names, if any. */
export const columnOf = (heading: string): Column | undefined => {
  const word = heading.trim().toLowerCase()
  const found = Object.entries(COLUMNS).find(([, words]) => (words as readonly string[]).includes(word))
  return found?.[0] as Column | undefined
}

/** The role a word means; nobody becomes an admin by a table. */
export const roleOf = (word: string): Exclude<Role, 'admin'> | undefined =>
  ROLE_WORDS[word.trim().toLowerCase()]

const TRANSLITERATION: Record<string, string> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  æ: 'ae',
  ø: 'o',
  ł: 'l',
  ı: 'i',
  đ: 'd',
}

const ascii = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[äöüßæøłıđ]/g, (letter) => TRANSLITERATION[letter] ?? letter)
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')

/** "Jürgen Groß" becomes "juergen.gross": the first and the last word, in letters every keyboard has. */
export const usernameFrom = (displayName: string): string => {
  const words = displayName
    .split(/\s+/)
    .map((word) => ascii(word).replaceAll(/[^a-z0-9-]/g, ''))
    .filter(Boolean)
  const [first, last] = [words[0], words.at(-1)]
  return words.length > 1 ? `${first}.${last}` : (first ?? '')
}

/** A day written the German way (31.7.2027) or the international one (2027-07-31), as YYYY-MM-DD. */
export const dayOf = (text: string): string | undefined => {
  const german = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text.trim())
  const iso = german
    ? `${german[3]}-${german[2]?.padStart(2, '0')}-${german[1]?.padStart(2, '0')}`
    : text.trim()
  const at = /^\d{4}-\d{2}-\d{2}$/.test(iso) ? Date.parse(`${iso}T00:00:00Z`) : Number.NaN
  // The 31st of February would become the 3rd of March.
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== iso ? undefined : iso
}
