import type { Language } from './present.ts'

/** "Mo., 23.11.2026, 10:00" in the workshop's zone. */
export const sayInstant = (at: number, language: Language, timeZone: string): string =>
  new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', {
    timeZone,
    weekday: 'short',
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(at)
