import type { Language } from '../services/present.ts'
import type { RefusalCode } from '../services/refusal.ts'
import { BOOKING_TEXTS } from './texts/booking.ts'
import { NAMED_FIELD_TEXTS } from './texts/fields.ts'
import { FIGURES_TEXTS } from './texts/figures.ts'
import { KIOSK_TEXTS } from './texts/kiosk.ts'
import { PEOPLE_TEXTS } from './texts/people.ts'
import { POLICY_TEXTS } from './texts/policy.ts'
import { POWER_TEXTS } from './texts/power.ts'
import { TRAINING_TEXTS } from './texts/training.ts'

export type Text = Record<Language, string>

/** What a refusal says to a person: what happened and, where there is one, the way on. */
export const REFUSAL_TEXTS = {
  invalid_input: { de: 'Die Eingabe ist nicht gültig.', en: 'The input is not valid.' },
  unauthenticated: { de: 'Bitte melde dich an.', en: 'Please sign in.' },
  invalid_credentials: {
    de: 'Benutzername oder Passwort ist falsch.',
    en: 'The user name or the password is wrong.',
  },
  second_factor_required: {
    de: 'Gib den Code aus deiner Authenticator-App ein.',
    en: 'Enter the code from your authenticator app.',
  },
  password_change_required: {
    de: 'Bitte wähle zuerst ein eigenes Passwort.',
    en: 'Please choose a password of your own first.',
  },
  locked_out: {
    de: 'Zu viele Versuche. Warte, bis du es wieder versuchen kannst.',
    en: 'Too many attempts. Wait until you can try again.',
  },
  rate_limited: {
    de: 'Das waren zu viele Anfragen. Warte einen Moment.',
    en: 'Those were too many requests. Wait a moment.',
  },
  last_admin: {
    de: 'Das ist die letzte Person, die alles verwalten darf. Ernenne zuerst eine andere.',
    en: 'This is the last admin. Make somebody else an admin first.',
  },
  reason_required: {
    de: 'Gib einen Grund an: Der Einblick wird vermerkt.',
    en: 'Give a reason: looking into this is recorded.',
  },
  forbidden: { de: 'Das darfst du nicht.', en: 'You may not do that.' },
  csrf_failed: {
    de: 'Die Anfrage kam nicht von dieser Seite. Lade die Seite neu.',
    en: 'The request did not come from this page. Reload the page.',
  },
  not_found: { de: 'Das gibt es nicht (mehr).', en: 'There is no such thing (any more).' },
  conflict: { de: 'Das passt nicht zum jetzigen Stand.', en: 'That does not fit the present state.' },
  slot_taken: { de: 'Diese Zeit ist schon vergeben.', en: 'This time is already taken.' },
  booking_rules: { de: 'So kann nicht reserviert werden.', en: 'This cannot be booked that way.' },
  invalid_state: {
    de: 'Die Reservierung ist nicht mehr in einem Zustand, in dem das geht.',
    en: 'The reservation is no longer in a state that allows this.',
  },
  payload_too_large: {
    de: 'Das ist zu groß: höchstens 256 KiB, ein Foto 5 MB.',
    en: 'This is too large: 256 KiB at most, a photo 5 MB.',
  },
  unsupported_media_type: {
    de: 'Bitte sende JSON, ein Foto als JPEG, PNG oder WebP.',
    en: 'Please send JSON, a photo as JPEG, PNG or WebP.',
  },
  upgrade_required: { de: 'Hier geht es nur mit WebSocket weiter.', en: 'This needs a WebSocket.' },
  plug_unreachable: { de: 'Die Steckdose antwortet nicht.', en: 'The plug does not answer.' },
  bridge_unreachable: {
    de: 'Der Steckdosen-Dienst antwortet nicht. Er wird von selbst neu gestartet, versuche es gleich noch einmal.',
    en: 'The plug service does not answer. It restarts by itself, try again in a moment.',
  },
  storage_full: {
    de: 'Der Speicher ist voll oder nicht beschreibbar. Gerade lässt sich nichts ändern, sag der Verwaltung Bescheid.',
    en: 'The disk is full or can not be written. Nothing can be changed at the moment, tell an admin.',
  },
  backup_failed: {
    de: 'Die Sicherung ist nicht gelungen. Der Grund steht dabei.',
    en: 'The backup could not be made. The reason is given.',
  },
  stale: {
    de: 'Das wurde inzwischen geändert. Sieh es dir noch einmal an.',
    en: 'This has been changed meanwhile. Have another look at it.',
  },
  version_required: {
    de: 'Es fehlt, welche Fassung geändert werden soll (If-Match).',
    en: 'Say which version is to be changed (If-Match).',
  },
  idempotency_key_reused: {
    de: 'Dieser Idempotency-Key gehört zu einer anderen Anfrage.',
    en: 'This Idempotency-Key belongs to another request.',
  },
  closure_conflicts: {
    de: 'In dieser Zeit gibt es Reservierungen. Entscheide, was mit ihnen geschehen soll.',
    en: 'There are reservations in this time. Decide what happens to them.',
  },
  internal: {
    de: 'Da ist etwas schiefgegangen. Nenne der Technik die Anfragenummer.',
    en: 'Something went wrong. Tell support the request id.',
  },
} as const satisfies Record<RefusalCode, Text>

/** What a broken rule or a wrong field says, by its code. */
export const FIELD_TEXTS: Record<string, Text> = {
  ...PEOPLE_TEXTS,
  ...BOOKING_TEXTS,
  ...POLICY_TEXTS,
  ...POWER_TEXTS,
  ...FIGURES_TEXTS,
  ...KIOSK_TEXTS,
  ...TRAINING_TEXTS,
  ...NAMED_FIELD_TEXTS,
  address_taken: {
    de: 'Diese Adresse gehört schon zu einer Steckdose.',
    en: 'This address belongs to a plug already.',
  },
  plug_is_on: {
    de: 'Die Steckdose ist an. Schalte sie zuerst aus.',
    en: 'The plug is on. Switch it off first.',
  },
  plug_taken: {
    de: 'Diese Steckdose gehört zu einem anderen Gerät.',
    en: 'This plug belongs to another machine.',
  },
  unknown_plug: { de: 'Diese Steckdose gibt es nicht.', en: 'There is no such plug.' },
  name_taken: { de: 'Diesen Namen gibt es schon.', en: 'This name is taken already.' },
  printer_is_booked: {
    de: 'Für das Gerät gibt es noch Reservierungen.',
    en: 'There are still reservations for this machine.',
  },
  invalid_cursor: { de: 'Diese Seite der Liste gibt es nicht.', en: 'There is no such page of the list.' },
  not_json: { de: 'Das ist kein gültiges JSON.', en: 'This is not valid JSON.' },
  unknown_field: { de: 'Dieses Feld gibt es nicht.', en: 'There is no such field.' },
}
