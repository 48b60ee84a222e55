import type { IncidentEnd, IncidentKind } from '../db/incidents.ts'
import type { Language } from './present.ts'

/** What each kind of incident says to a trainer: what is the matter, and what to do. */
const TEXTS: Record<IncidentKind, Record<Language, string>> = {
  plug_unreachable: {
    de: 'Die Steckdose antwortet nicht. Was sie tut, ist nicht bekannt.',
    en: 'The plug does not answer. What it does is not known.',
  },
  bridge_unreachable: {
    de: 'Der Steckdosen-Dienst antwortet nicht. Er wird von selbst neu gestartet.',
    en: 'The plug service does not answer. It restarts by itself.',
  },
  overrun: {
    de: 'Die Zeit ist um, die Maschine arbeitet noch.',
    en: 'The time is over, the machine still works.',
  },
  overrun_too_long: {
    de: 'Die Maschine arbeitet schon lange über ihre Zeit. Sieh nach und schalte sie aus, wenn es geht.',
    en: 'The machine has worked beyond its time for long. Have a look, and switch it off if you can.',
  },
  unbooked_use: {
    de: 'Die Maschine ist ohne Reservierung an. Wer war das?',
    en: 'The machine is on without a reservation. Who was this?',
  },
  switched_off_at_plug: {
    de: 'Jemand hat die Maschine mitten in einer Reservierung an der Steckdose ausgeschaltet. Sie bleibt aus, bis sie wieder eingeschaltet wird. Sieh nach, warum.',
    en: 'Somebody switched the machine off at its plug in the middle of a reservation. It stays off until it is switched on again. Have a look why.',
  },
  dead_man_failed: {
    de: 'Die Steckdose würde sich nicht selbst ausschalten, wenn alles andere ausfällt.',
    en: 'The plug would not switch itself off if everything else failed.',
  },
  plug_overheated: {
    de: 'Die Steckdose ist zu heiß. Bitte sofort nachsehen.',
    en: 'The plug is too hot. Please look at once.',
  },
  plug_overloaded: {
    de: 'Die Steckdose ist überlastet. Bitte sofort nachsehen.',
    en: 'The plug is overloaded. Please look at once.',
  },
  emergency_stop: {
    de: 'Alles ist ausgeschaltet, bis jemand von der Ausbildung es wieder freigibt.',
    en: 'Everything is switched off until a trainer releases it.',
  },
  clock_in_doubt: {
    de: 'Die Uhr des Systems stimmt wohl nicht. Bis das geklärt ist, wird nichts nach Zeit ausgeschaltet.',
    en: 'The system clock is probably wrong. Until that is settled nothing is switched off by time.',
  },
  plug_test_failed: {
    de: 'Die Steckdose hat ihren Selbsttest nicht bestanden. Auf ihrer Seite steht, was fehlt und was zu tun ist.',
    en: 'The plug did not pass its self-test. Its page says what is wrong and what to do.',
  },
  print_failed: {
    de: 'Die Maschine arbeitet nicht mehr, die Reservierung läuft noch lange. Der Druck ist wohl abgebrochen.',
    en: 'The machine has stopped working long before the end of the reservation. The print has probably failed.',
  },
  maintenance_due: { de: 'Eine Wartung ist überfällig.', en: 'A maintenance is overdue.' },
  fault_report: { de: 'Jemand hat eine Störung gemeldet.', en: 'Somebody reported a fault.' },
}

const ENDS: Record<IncidentEnd, Record<Language, string>> = {
  plug_removed: { de: 'Die Steckdose wurde entfernt.', en: 'The plug was removed.' },
  plug_replaced: {
    de: 'Unter dieser Adresse ist jetzt eine andere Steckdose. Sie wird neu getestet.',
    en: 'There is another plug at its address now. It is tested anew.',
  },
}

/** Why the system itself has put it to rest; nothing where the cause just went. */
export const wordIncidentEnd = ({ end }: Record<string, unknown>, language: Language): string | null =>
  end === 'plug_removed' || end === 'plug_replaced' ? ENDS[end][language] : null

export const wordIncident = (kind: IncidentKind, language: Language): string => TEXTS[kind][language]
