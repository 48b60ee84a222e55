import type { Text } from '../texts.ts'

/** What is wrong with input about people. The names after `password_` and `try_` are zxcvbn's. */
export const PEOPLE_TEXTS: Record<string, Text> = {
  password_too_short: {
    de: 'Das Passwort braucht mindestens 10 Zeichen.',
    en: 'The password needs at least 10 characters.',
  },
  password_too_long: {
    de: 'Das Passwort ist zu lang (höchstens 72 Bytes, Umlaute zählen doppelt).',
    en: 'The password is too long (72 bytes at most, accented letters count twice).',
  },
  password_guessable: {
    de: 'Das Passwort ist zu leicht zu erraten.',
    en: 'The password is too easy to guess.',
  },
  password_straightRow: {
    de: 'Tasten in einer Reihe sind leicht zu erraten.',
    en: 'Keys in a row are easy to guess.',
  },
  password_keyPattern: {
    de: 'Kurze Tastenmuster sind leicht zu erraten.',
    en: 'Short keyboard patterns are easy to guess.',
  },
  password_simpleRepeat: {
    de: 'Wiederholte Zeichen wie „aaa“ sind leicht zu erraten.',
    en: 'Repeated characters like "aaa" are easy to guess.',
  },
  password_extendedRepeat: {
    de: 'Wiederholte Muster wie „abcabc“ sind leicht zu erraten.',
    en: 'Repeated patterns like "abcabc" are easy to guess.',
  },
  password_sequences: {
    de: 'Reihen wie „abc“ oder „6543“ sind leicht zu erraten.',
    en: 'Sequences like "abc" or "6543" are easy to guess.',
  },
  password_recentYears: { de: 'Jahreszahlen sind leicht zu erraten.', en: 'Years are easy to guess.' },
  password_dates: { de: 'Ein Datum ist leicht zu erraten.', en: 'A date is easy to guess.' },
  password_topTen: {
    de: 'Das ist eines der häufigsten Passwörter.',
    en: 'This is one of the most common passwords.',
  },
  password_topHundred: {
    de: 'Das ist ein sehr häufiges Passwort.',
    en: 'This is a very common password.',
  },
  password_common: { de: 'Dieses Passwort benutzen viele.', en: 'Many people use this password.' },
  password_similarToCommon: {
    de: 'Das ähnelt einem häufigen Passwort.',
    en: 'This is like a common password.',
  },
  password_wordByItself: {
    de: 'Ein einzelnes Wort ist leicht zu erraten.',
    en: 'A single word is easy to guess.',
  },
  password_namesByThemselves: {
    de: 'Ein einzelner Name ist leicht zu erraten.',
    en: 'A single name is easy to guess.',
  },
  password_commonNames: { de: 'Namen sind leicht zu erraten.', en: 'Names are easy to guess.' },
  password_userInputs: {
    de: 'Dein Name oder der Name der Werkstatt ist leicht zu erraten.',
    en: 'Your name or the workshop’s name is easy to guess.',
  },
  try_l33t: {
    de: '„@“ statt „a“ hilft wenig.',
    en: '"@" instead of "a" does not help much.',
  },
  try_reverseWords: {
    de: 'Rückwärts geschriebene Wörter helfen wenig.',
    en: 'Words written backwards do not help much.',
  },
  try_allUppercase: {
    de: 'Nur Großbuchstaben helfen wenig.',
    en: 'All capitals do not help much.',
  },
  try_capitalization: {
    de: 'Ein großer Anfangsbuchstabe hilft wenig.',
    en: 'A capital first letter does not help much.',
  },
  try_dates: {
    de: 'Nimm kein Datum, das zu dir gehört.',
    en: 'Use no date that belongs to you.',
  },
  try_recentYears: { de: 'Nimm keine Jahreszahl.', en: 'Use no year.' },
  try_associatedYears: {
    de: 'Nimm keine Jahreszahl, die zu dir gehört.',
    en: 'Use no year that belongs to you.',
  },
  try_sequences: { de: 'Nimm keine Reihen wie „abc“.', en: 'Use no sequences like "abc".' },
  try_repeated: { de: 'Wiederhole nichts.', en: 'Repeat nothing.' },
  try_longerKeyboardPattern: {
    de: 'Nimm kein Muster auf der Tastatur.',
    en: 'Use no pattern on the keyboard.',
  },
  try_anotherWord: {
    de: 'Nimm noch ein oder zwei ungewöhnliche Wörter dazu.',
    en: 'Add another word or two that are uncommon.',
  },
  try_useWords: {
    de: 'Nimm mehrere Wörter, die nicht zusammengehören.',
    en: 'Use several words that do not belong together.',
  },
  try_noNeed: {
    de: 'Sonderzeichen sind nicht nötig: Länge hilft mehr.',
    en: 'Symbols are not needed: length helps more.',
  },
  wrong_password: { de: 'Das Passwort ist falsch.', en: 'The password is wrong.' },
  same_password: {
    de: 'Das ist dein bisheriges Passwort. Wähle ein anderes.',
    en: 'This is your present password. Choose another.',
  },
  wrong_code: { de: 'Der Code ist falsch oder schon benutzt.', en: 'The code is wrong or used already.' },
  wrong_setup_code: {
    de: 'Der Einrichtungs-Code ist falsch. Er steht auf der Konsole des Servers.',
    en: 'The set-up code is wrong. It is on the server’s console.',
  },
  username_taken: { de: 'Diesen Benutzernamen gibt es schon.', en: 'This user name is taken already.' },
  cohort_taken: { de: 'Diesen Lehrjahrgang gibt es schon.', en: 'This cohort exists already.' },
  unknown_cohort: { de: 'Diesen Lehrjahrgang gibt es nicht.', en: 'There is no such cohort.' },
  cohort_has_members: {
    de: 'In diesem Lehrjahrgang sind noch Personen.',
    en: 'There are still people in this cohort.',
  },
  same_cohort: { de: 'Wähle einen anderen Lehrjahrgang.', en: 'Choose another cohort.' },
  csv_unreadable: {
    de: 'Die Datei ist keine CSV-Tabelle mit Kopfzeile.',
    en: 'The file is not a CSV table with a header row.',
  },
  csv_too_long: {
    de: 'Die Tabelle hat zu viele Zeilen (höchstens 1000).',
    en: 'The table has too many rows (1000 at most).',
  },
  csv_missing_column: {
    de: 'Diese Spalte fehlt in der Tabelle.',
    en: 'This column is missing in the table.',
  },
  csv_has_errors: {
    de: 'Die Tabelle hat Fehler. Es wurde nichts übernommen.',
    en: 'The table has errors. Nothing was imported.',
  },
  csv_missing_name: { de: 'Der Name fehlt.', en: 'The name is missing.' },
  csv_unknown_role: {
    de: 'Diese Rolle gibt es nicht. Erlaubt sind Azubi, Ausbilder und Gast.',
    en: 'There is no such role. Allowed are apprentice, trainer and guest.',
  },
  csv_is_admin: {
    de: 'Diese Person verwaltet alles. Ändere sie einzeln.',
    en: 'This person is an admin. Change them one by one.',
  },
  csv_twice: {
    de: 'Dieser Benutzername steht zweimal in der Tabelle.',
    en: 'This user name is there twice.',
  },
  csv_not_a_date: {
    de: 'Das ist kein Datum wie 31.07.2027 oder 2027-07-31.',
    en: 'This is no date like 31.07.2027 or 2027-07-31.',
  },
  already_anonymised: {
    de: 'Diese Person ist schon anonymisiert.',
    en: 'This person has been anonymised already.',
  },
  not_yourself: { de: 'Das geht nicht mit dir selbst.', en: 'You cannot do this to yourself.' },
}
