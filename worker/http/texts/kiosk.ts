import type { Text } from '../texts.ts'

/** What goes wrong at a kiosk, by code. */
export const KIOSK_TEXTS: Record<string, Text> = {
  wrong_enrolment_code: {
    de: 'Dieser Code ist falsch oder abgelaufen. Hol dir in der Verwaltung einen neuen.',
    en: 'This code is wrong or has expired. Get a new one from an admin.',
  },
  wrong_guest_code: {
    de: 'Dieser Code ist falsch oder abgelaufen. Frag in der Ausbildung nach einem neuen.',
    en: 'This code is wrong or has expired. Ask a trainer for a new one.',
  },
  too_many_guests: {
    de: 'Es warten schon einige Anfragen. Sprich bitte direkt jemanden von der Ausbildung an.',
    en: 'Several requests are waiting already. Please talk to a trainer.',
  },
  pin_guessable: {
    de: 'Diese PIN probieren andere zuerst. Wähle eine ohne Reihe, Muster oder Wiederholung.',
    en: 'Others would try this PIN first. Choose one without a row, pattern or repetition.',
  },
  badge_taken: {
    de: 'Dieser Ausweis gehört schon zu jemand anderem.',
    en: 'This badge belongs to somebody else already.',
  },
}
