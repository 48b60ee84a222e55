import type { Language } from './present.ts'
import { worded } from './wording.ts'

const CHANGES = {
  password_changed: {
    de: 'Dein Passwort wurde geändert, und du bist überall sonst abgemeldet.',
    en: 'Your password was changed, and you are signed out everywhere else.',
  },
  password_reset: {
    de: 'Die Verwaltung hat dir ein neues Passwort gegeben.',
    en: 'The administration gave you a new password.',
  },
  second_factor_on: {
    de: 'Für deine Anmeldung ist jetzt ein zweiter Faktor eingerichtet.',
    en: 'A second factor is now set up for your sign-in.',
  },
  second_factor_off: {
    de: 'Der zweite Faktor für deine Anmeldung wurde entfernt.',
    en: 'The second factor of your sign-in was removed.',
  },
  second_factor_reset: {
    de: 'Die Verwaltung hat deinen zweiten Faktor entfernt. Richte bald einen neuen ein.',
    en: 'The administration removed your second factor. Set up a new one soon.',
  },
  recovery_codes_renewed: {
    de: 'Es gibt neue Ersatzcodes für dein Konto. Die alten gelten nicht mehr.',
    en: 'There are new recovery codes for your account. The old ones are void.',
  },
  pin_set: {
    de: 'Für dich wurde eine PIN für den Kiosk gesetzt.',
    en: 'A PIN for the kiosk was set for you.',
  },
  pin_removed: {
    de: 'Deine PIN für den Kiosk wurde entfernt.',
    en: 'Your PIN for the kiosk was removed.',
  },
  badge_set: {
    de: 'Ein Ausweis ist jetzt mit dir verbunden: Wer ihn hat, kann sich damit am Kiosk anmelden.',
    en: 'A badge now belongs to you: whoever has it can sign in with it at the kiosk.',
  },
  badge_removed: {
    de: 'Dein Ausweis meldet dich nicht mehr am Kiosk an.',
    en: 'Your badge no longer signs you in at the kiosk.',
  },
  kiosk_access_reset: {
    de: 'Die Verwaltung hat deine PIN und deinen Ausweis für den Kiosk entfernt.',
    en: 'The administration removed your PIN and your badge for the kiosk.',
  },
} as const satisfies Record<string, Record<Language, string>>

/** What can change about how somebody gets in. */
export type AccessChange = keyof typeof CHANGES

const NOT_ME = {
  de: 'Warst du das nicht? Dann sag sofort der Verwaltung Bescheid.',
  en: 'Was it not you? Then tell the administration at once.',
}

type Locked = { address: string; kiosk: string | null; until: number }

/** What people are told so that nobody uses their account behind their back. */
export const SECURITY_TEXTS = {
  access_changed: worded<{ change: AccessChange }>({
    de: (p) => `${CHANGES[p.change].de} ${NOT_ME.de}`,
    en: (p) => `${CHANGES[p.change].en} ${NOT_ME.en}`,
  }),
  admin_reset: worded<{ person: string }>({
    de: (p) =>
      `Am Rechner der Werkstatt wurde ${p.person} (Verwaltung) ein neues Passwort gegeben und der zweite Faktor entfernt. Weiß davon niemand? Dann hat jemand Zugang zum Rechner, der ihn nicht haben sollte.`,
    en: (p) =>
      `On the workshop’s computer, ${p.person} (administration) was given a new password and the second factor was removed. Nobody knows about it? Then somebody has access to the computer who should not.`,
  }),
  new_device: worded<{ browser: string | null; address: string; at: number }>({
    de: (p, when) =>
      `Neue Anmeldung: ${when(p.at)} mit ${p.browser ?? 'einem unbekannten Browser'} von ${p.address}. Warst du das nicht? Dann ändere dein Passwort und sag der Verwaltung Bescheid.`,
    en: (p, when) =>
      `New sign-in: ${when(p.at)} with ${p.browser ?? 'an unknown browser'} from ${p.address}. Was it not you? Then change your password and tell the administration.`,
  }),
  own_sign_in_locked: worded<Locked>({
    de: (p, when) =>
      p.kiosk === null
        ? `Für dein Konto wurde zu oft ein falsches Passwort oder ein falscher Code eingegeben, zuletzt von ${p.address}. Von dort bleibt es bis ${when(p.until)} gesperrt. ${NOT_ME.de}`
        : `Am Kiosk „${p.kiosk}“ wurde zu oft eine falsche PIN für dich eingegeben. Dort bist du bis ${when(p.until)} gesperrt. ${NOT_ME.de}`,
    en: (p, when) =>
      p.kiosk === null
        ? `A wrong password or code was entered too often for your account, last from ${p.address}. It stays locked from there until ${when(p.until)}. ${NOT_ME.en}`
        : `A wrong PIN was entered too often for you at the kiosk “${p.kiosk}”. You are locked there until ${when(p.until)}. ${NOT_ME.en}`,
  }),
  sign_in_locked: worded<Locked & { person: string | null }>({
    de: (p, when) =>
      `Zu viele falsche Anmeldungen ${p.person === null ? '' : `für ${p.person} `}${p.kiosk === null ? `von ${p.address}` : `am Kiosk „${p.kiosk}“`}: gesperrt bis ${when(p.until)}.`,
    en: (p, when) =>
      `Too many wrong sign-ins ${p.person === null ? '' : `for ${p.person} `}${p.kiosk === null ? `from ${p.address}` : `at the kiosk “${p.kiosk}”`}: locked until ${when(p.until)}.`,
  }),
} as const
