import { type BackendModule, createInstance, type i18n, type ReadCallback } from 'i18next'
import { initReactI18next } from 'react-i18next'

export const languages = ['de', 'en'] as const
export type Language = (typeof languages)[number]

const storageKey = 'myp-language'

/** One chunk per language and name space: a German page loads no English, a page only its own texts. */
const texts = import.meta.glob<Record<string, unknown>>('./{de,en}/*.json', { import: 'default' })

const backend: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read(language: string, nameSpace: string, done: ReadCallback) {
    const load = texts[`./${language}/${nameSpace}.json`]
    if (!load) {
      done(new Error(`no texts ${language}/${nameSpace}`), false)
      return
    }
    load().then(
      (found) => done(null, found),
      (error: unknown) => done(error instanceof Error ? error : new Error(String(error)), false),
    )
  },
}

const isLanguage = (value: unknown): value is Language => languages.some((language) => language === value)

/** What the person chose here, now or before, else the browser's wish, else German. */
export function preferredLanguage(): Language {
  const stored = localStorage.getItem(storageKey)
  if (isLanguage(stored)) return stored
  const wished = navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage)
  return wished ?? 'de'
}

/** Fetches a page's texts beside its code, so that neither waits for the other. */
export function fetchTexts(nameSpaces: readonly string[]): void {
  const language = preferredLanguage()
  // Whoever needs them says so when they can't be had.
  for (const nameSpace of nameSpaces) texts[`./${language}/${nameSpace}.json`]?.().catch(() => undefined)
}

/** A choice made in another window holds here, too, as that of the colours does. */
const followOtherWindows = (i18n: i18n) =>
  addEventListener('storage', ({ key, newValue }) => {
    if (key === storageKey && isLanguage(newValue)) void i18n.changeLanguage(newValue)
  })

/** Ready when the texts of the frame around all pages are loaded. */
export async function createTexts() {
  const i18n = createInstance()
  followOtherWindows(i18n)
  i18n.on('languageChanged', (language) => {
    document.documentElement.lang = language
    localStorage.setItem(storageKey, language)
  })
  await i18n
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: preferredLanguage(),
      supportedLngs: languages,
      fallbackLng: false,
      ns: ['common', 'printers', 'problems'],
      defaultNS: 'common',
      interpolation: { escapeValue: false },
    })
  return i18n
}
