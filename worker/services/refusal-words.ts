import type { RuleCode } from '../domain/booking-rules.ts'
import type { Language } from './present.ts'

/** Why a booking can be refused, as far as it is counted. */
type RefusalReason = RuleCode | 'slot_taken' | 'limits_exceeded' | 'closed_meanwhile' | 'running_stays'

const WORDS: Record<RefusalReason, Record<Language, string>> = {
  slot_taken: { de: 'Schon vergeben', en: 'Already taken' },
  starts_in_past: { de: 'Beginn vorbei', en: 'Start has passed' },
  printer_out_of_service: { de: 'Gerät außer Betrieb', en: 'Machine out of service' },
  off_grid: { de: 'Nicht im Zeitraster', en: 'Not on the time grid' },
  too_short: { de: 'Zu kurz', en: 'Too short' },
  too_long: { de: 'Zu lang', en: 'Too long' },
  beyond_horizon: { de: 'Zu weit im Voraus', en: 'Too far ahead' },
  outside_opening_hours: { de: 'Außerhalb der Öffnungszeit', en: 'Outside opening hours' },
  closed: { de: 'Schließzeit', en: 'Closed' },
  closed_meanwhile: { de: 'Schließzeit', en: 'Closed' },
  too_many_open_jobs: { de: 'Zu viele offene Reservierungen', en: 'Too many open reservations' },
  too_many_open_jobs_on_printer: { de: 'Zu viele auf diesem Gerät', en: 'Too many on this machine' },
  too_many_hours: { de: 'Zu viele Stunden in der Woche', en: 'Too many hours a week' },
  too_many_hours_on_printer: { de: 'Zu viele Stunden am Gerät', en: 'Too many hours on the machine' },
  limits_exceeded: { de: 'Zu viele Reservierungen oder Stunden', en: 'Too many reservations or hours' },
  qualification_missing: { de: 'Unterweisung fehlt', en: 'Instruction missing' },
  qualification_expires: { de: 'Unterweisung läuft ab', en: 'Instruction expires' },
  needs_approval: { de: 'Braucht eine Freigabe', en: 'Needs an approval' },
  running_stays: { de: 'Läuft schon', en: 'Runs already' },
}

/** A few words for a chart or a table; a code that is no longer used stands for itself. */
export const refusalWords = (code: string, language: Language): string =>
  (WORDS as Partial<Record<string, Record<Language, string>>>)[code]?.[language] ?? code
