import type { RuleCode } from '../../domain/booking-rules.ts'
import type { Text } from '../texts.ts'

type Code =
  | RuleCode
  | 'limits_exceeded'
  | 'closed_meanwhile'
  | 'reason_missing'
  | 'invalid_key'
  | 'nothing_to_change'
  | 'search_needs_person'
  | 'not_longer'
  | 'running_stays'
  | 'cancel_too_late'
  | 'printer_or_kind'
  | 'too_many_windows'
  | 'count_or_until'
  | 'expires_in_past'
  | 'too_many_waits'
  | 'unknown_cost_centre'
  | 'cost_centre_archived'
  | 'own_job'

/** What a booking that is not possible says, by code; `{name}` stands for a parameter. */
export const BOOKING_TEXTS = {
  starts_in_past: { de: 'Der Beginn liegt in der Vergangenheit.', en: 'The start is in the past.' },
  printer_out_of_service: { de: 'Das Gerät ist außer Betrieb.', en: 'The machine is out of service.' },
  off_grid: {
    de: 'Beginn und Ende liegen auf einem Raster von {slotMinutes}.',
    en: 'Start and end lie on a grid of {slotMinutes}.',
  },
  too_short: { de: 'Mindestens {minMinutes}.', en: 'At least {minMinutes}.' },
  too_long: { de: 'Höchstens {maxMinutes}.', en: 'At most {maxMinutes}.' },
  beyond_horizon: {
    de: 'Höchstens {horizonDays} Tage im Voraus.',
    en: 'At most {horizonDays} days ahead.',
  },
  outside_opening_hours: {
    de: 'Zu dieser Zeit ist die Werkstatt geschlossen.',
    en: 'The workshop is closed at this time.',
  },
  closed: {
    de: 'Geschlossen von {fromAt} bis {untilAt}: {reason}',
    en: 'Closed from {fromAt} until {untilAt}: {reason}',
  },
  too_many_open_jobs: {
    de: 'Höchstens {max} offene Reservierungen.',
    en: 'At most {max} open reservations.',
  },
  too_many_open_jobs_on_printer: {
    de: 'Höchstens {max} offene Reservierungen auf diesem Gerät.',
    en: 'At most {max} open reservations on this machine.',
  },
  too_many_hours: {
    de: 'Das wären {hours} Stunden in einer Woche, höchstens {max} sind möglich.',
    en: 'That would be {hours} hours in a week, {max} are possible at the most.',
  },
  too_many_hours_on_printer: {
    de: 'Das wären {hours} Stunden in einer Woche auf diesem Gerät, höchstens {max} sind möglich.',
    en: 'That would be {hours} hours in a week on this machine, {max} are possible at the most.',
  },
  qualification_missing: {
    de: 'Für dieses Gerät brauchst du die Unterweisung „{qualification}“.',
    en: 'This machine needs the instruction “{qualification}”.',
  },
  qualification_expires: {
    de: 'Die Unterweisung „{qualification}“ gilt nur bis {expiresAt}.',
    en: 'The instruction “{qualification}” is valid only until {expiresAt}.',
  },
  needs_approval: {
    de: 'So lange darf nur jemand vom Ausbildungspersonal verlängern.',
    en: 'Only a trainer may extend it that far.',
  },
  limits_exceeded: {
    de: 'Damit wären es zu viele Reservierungen oder Stunden.',
    en: 'That would be too many reservations or hours.',
  },
  closed_meanwhile: {
    de: 'Diese Zeit wurde gerade geschlossen.',
    en: 'This time has just been closed.',
  },
  reason_missing: { de: 'Bitte nenne einen Grund.', en: 'Please give a reason.' },
  invalid_key: {
    de: 'Ein Idempotency-Key hat 1 bis 200 sichtbare Zeichen.',
    en: 'An Idempotency-Key has 1 to 200 visible characters.',
  },
  search_needs_person: {
    de: 'Gesucht wird nur in den Reservierungen einer Person.',
    en: 'Only the reservations of one person can be searched.',
  },
  nothing_to_change: { de: 'Es gibt nichts zu ändern.', en: 'There is nothing to change.' },
  not_longer: {
    de: 'Das neue Ende muss nach dem bisherigen liegen.',
    en: 'The new end must be after the present one.',
  },
  running_stays: {
    de: 'Was läuft, behält Beginn und Gerät.',
    en: 'What runs keeps its start and its machine.',
  },
  cancel_too_late: {
    de: 'Bis {untilAt} konntest du noch selbst stornieren.',
    en: 'You could cancel it yourself until {untilAt}.',
  },
  printer_or_kind: {
    de: 'Nenne ein Gerät oder eine Art von Geräten, nicht beides.',
    en: 'Name a machine or a kind of machines, not both.',
  },
  too_many_windows: {
    de: 'So viele Zeiten auf einmal gehen nicht (höchstens {max}).',
    en: 'That many windows at once are not possible ({max} at most).',
  },
  count_or_until: {
    de: 'Nenne eine Anzahl oder ein letztes Datum.',
    en: 'Name a count or a last date.',
  },
  expires_in_past: { de: 'Das Ablaufdatum liegt in der Vergangenheit.', en: 'The expiry is in the past.' },
  unknown_cost_centre: { de: 'Diese Kostenstelle gibt es nicht.', en: 'There is no such cost centre.' },
  cost_centre_archived: {
    de: 'Diese Kostenstelle wird nicht mehr verwendet.',
    en: 'This cost centre is no longer used.',
  },
  too_many_waits: {
    de: 'Höchstens {max} Einträge auf der Warteliste.',
    en: 'At most {max} entries in the waiting list.',
  },
  own_job: {
    de: 'Die Reservierung gehört dieser Person schon.',
    en: 'The reservation belongs to this person already.',
  },
} as const satisfies Record<Code, Text>
