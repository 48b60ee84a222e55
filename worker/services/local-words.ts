import type { Language } from './present.ts'

const LOCALE = { de: 'de-DE', en: 'en-GB' } as const

/** "Mo., 23.11.2026, 10:00" in the workshop's zone. */
export const sayInstant = (at: number, language: Language, timeZone: string): string =>
  new Intl.DateTimeFormat(LOCALE[language], {
    timeZone,
    weekday: 'short',
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(at)

/** "45 Minuten", "72 Stunden": whole hours as hours. */
export const sayMinutes = (minutes: number, language: Language): string => {
  const [amount, unit] = minutes > 0 && minutes % 60 === 0 ? [minutes / 60, 'hour'] : [minutes, 'minute']
  return new Intl.NumberFormat(LOCALE[language], { style: 'unit', unit, unitDisplay: 'long' }).format(amount)
}
