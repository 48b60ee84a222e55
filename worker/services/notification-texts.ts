import type { Language } from './present.ts'
import { SECURITY_TEXTS } from './security-texts.ts'
import { type When, worded } from './wording.ts'

const because = (reason: string | null | undefined, word: string): string =>
  reason ? ` ${word}: ${reason}` : ''

type Job = { title: string; printer: string; startsAt: number }
type Told = Job & { reason?: string | null }

/** Every kind of notification with its words; what it is given is stored, the words are chosen when it is read. */
export const NOTIFICATION_TEXTS = {
  job_approved: worded<Told>({
    de: (p, when) =>
      `„${p.title}“ auf ${p.printer} (${when(p.startsAt)}) ist genehmigt.${because(p.reason, 'Hinweis')}`,
    en: (p, when) =>
      `“${p.title}” on ${p.printer} (${when(p.startsAt)}) is approved.${because(p.reason, 'Note')}`,
  }),
  job_rejected: worded<Told>({
    de: (p, when) =>
      `„${p.title}“ auf ${p.printer} (${when(p.startsAt)}) wurde abgelehnt.${because(p.reason, 'Grund')}`,
    en: (p, when) =>
      `“${p.title}” on ${p.printer} (${when(p.startsAt)}) was rejected.${because(p.reason, 'Reason')}`,
  }),
  job_expired: worded<Job>({
    de: (p, when) =>
      `„${p.title}“ auf ${p.printer} (${when(p.startsAt)}) wurde nicht rechtzeitig genehmigt und ist verfallen.`,
    en: (p, when) =>
      `“${p.title}” on ${p.printer} (${when(p.startsAt)}) was not approved in time and has expired.`,
  }),
  job_changed: worded<Told>({
    de: (p, when) =>
      `„${p.title}“ wurde geändert: jetzt ${when(p.startsAt)} auf ${p.printer}.${because(p.reason, 'Grund')}`,
    en: (p, when) =>
      `“${p.title}” was changed: now ${when(p.startsAt)} on ${p.printer}.${because(p.reason, 'Reason')}`,
  }),
  job_cancelled: worded<Told>({
    de: (p, when) =>
      `„${p.title}“ auf ${p.printer} (${when(p.startsAt)}) wurde storniert.${because(p.reason, 'Grund')}`,
    en: (p, when) =>
      `“${p.title}” on ${p.printer} (${when(p.startsAt)}) was cancelled.${because(p.reason, 'Reason')}`,
  }),
  job_finished: worded<Told>({
    de: (p) => `„${p.title}“ auf ${p.printer} wurde vorzeitig beendet.${because(p.reason, 'Grund')}`,
    en: (p) => `“${p.title}” on ${p.printer} was ended early.${because(p.reason, 'Reason')}`,
  }),
  job_booked: worded<Told>({
    de: (p, when) =>
      `Für dich wurde „${p.title}“ auf ${p.printer} reserviert: ${when(p.startsAt)}.${because(p.reason, 'Hinweis')}`,
    en: (p, when) =>
      `“${p.title}” on ${p.printer} was booked for you: ${when(p.startsAt)}.${because(p.reason, 'Note')}`,
  }),
  job_switched_off: worded<Job>({
    de: (p) =>
      `Jemand hat ${p.printer} während „${p.title}“ an der Steckdose ausgeschaltet. Das Gerät bleibt aus. Sieh nach, und schalte es wieder ein, wenn alles in Ordnung ist.`,
    en: (p) =>
      `Somebody switched ${p.printer} off at its plug during “${p.title}”. It stays off. Have a look, and switch it on again if all is well.`,
  }),
  job_missed: worded<Job>({
    de: (p, when) =>
      `Niemand hat „${p.title}“ auf ${p.printer} (${when(p.startsAt)}) begonnen. Die Zeit ist wieder frei.`,
    en: (p, when) =>
      `Nobody started “${p.title}” on ${p.printer} (${when(p.startsAt)}). The time is free again.`,
  }),
  job_requested: worded<Job & { person: string }>({
    de: (p, when) =>
      `${p.person} wartet auf eine Genehmigung: „${p.title}“ auf ${p.printer}, ${when(p.startsAt)}.`,
    en: (p, when) => `${p.person} waits for an approval: “${p.title}” on ${p.printer}, ${when(p.startsAt)}.`,
  }),
  transfer_offered: worded<Job & { person: string }>({
    de: (p, when) => `${p.person} möchte dir „${p.title}“ auf ${p.printer} (${when(p.startsAt)}) übergeben.`,
    en: (p, when) =>
      `${p.person} wants to hand over “${p.title}” on ${p.printer} (${when(p.startsAt)}) to you.`,
  }),
  transfer_accepted: worded<Job & { person: string }>({
    de: (p) => `${p.person} hat „${p.title}“ auf ${p.printer} übernommen.`,
    en: (p) => `${p.person} has taken over “${p.title}” on ${p.printer}.`,
  }),
  transfer_declined: worded<Job & { person: string }>({
    de: (p) => `${p.person} übernimmt „${p.title}“ auf ${p.printer} nicht.`,
    en: (p) => `${p.person} does not take over “${p.title}” on ${p.printer}.`,
  }),
  job_overrun: worded<{ printer: string; endsAt: number }>({
    de: (p, when) =>
      `Deine Zeit auf ${p.printer} ist seit ${when(p.endsAt)} um, die Maschine arbeitet aber noch. Sie bleibt an, bis sie fertig ist.`,
    en: (p, when) =>
      `Your time on ${p.printer} was over at ${when(p.endsAt)}, but the machine still works. It stays on until it is done.`,
  }),
  job_delayed: worded<{
    printer: string
    startsAt: number
    offer: { printerId: string; printer: string } | null
  }>({
    de: (p, when) =>
      `${p.printer} ist um ${when(p.startsAt)} vielleicht noch nicht frei.${p.offer ? ` Du kannst stattdessen ${p.offer.printer} nehmen.` : ''}`,
    en: (p, when) =>
      `${p.printer} may not be free yet at ${when(p.startsAt)}.${p.offer ? ` You can take ${p.offer.printer} instead.` : ''}`,
  }),
  print_failed: worded<{ title: string; printer: string; quietSince: number; workedMinutes: number }>({
    de: (p, when) =>
      `„${p.title}“ auf ${p.printer} ist wohl abgebrochen: Nach ${p.workedMinutes} Minuten Arbeit ist die Maschine seit ${when(p.quietSince)} im Leerlauf. Sieh nach, oder gib den Rest der Zeit frei.`,
    en: (p, when) =>
      `“${p.title}” on ${p.printer} has probably failed: after ${p.workedMinutes} minutes of work the machine has stood by since ${when(p.quietSince)}. Have a look, or give back the rest of the time.`,
  }),
  problem_answered: worded<{ printer: string; answer: string; isDone: boolean }>({
    de: (p) =>
      `${p.isDone ? 'Erledigt' : 'In Arbeit'}: deine Störungsmeldung zu ${p.printer}.${because(p.answer, 'Antwort')}`,
    en: (p) =>
      `${p.isDone ? 'Done' : 'In progress'}: your fault report on ${p.printer}.${because(p.answer, 'Answer')}`,
  }),
  print_done: worded<{ title: string; printer: string; endsAt: number }>({
    de: (p, when) =>
      `„${p.title}“ auf ${p.printer} ist fertig. Reserviert ist noch bis ${when(p.endsAt)}: Gib den Rest frei, wenn du ihn nicht brauchst.`,
    en: (p, when) =>
      `“${p.title}” on ${p.printer} is done. It is booked until ${when(p.endsAt)}: give back the rest if you do not need it.`,
  }),
  print_released: worded<{ title: string; printer: string; endsAt: number }>({
    de: (p, when) =>
      `„${p.title}“ auf ${p.printer} ist fertig. Der Rest der Zeit bis ${when(p.endsAt)} ist wieder frei.`,
    en: (p, when) =>
      `“${p.title}” on ${p.printer} is done. The rest of the time until ${when(p.endsAt)} is free again.`,
  }),
  slot_offered: worded<{ printer: string; startsAt: number; endsAt: number; until: number }>({
    de: (p, when) =>
      `${p.printer} ist ab ${when(p.startsAt)} frei und bis ${when(p.until)} für dich vorgemerkt.`,
    en: (p, when) => `${p.printer} is free from ${when(p.startsAt)} and held for you until ${when(p.until)}.`,
  }),
  slot_lapsed: worded<{ printer: string; startsAt: number }>({
    de: (p, when) => `Die Vormerkung für ${p.printer} (${when(p.startsAt)}) ist abgelaufen.`,
    en: (p, when) => `The hold on ${p.printer} (${when(p.startsAt)}) has lapsed.`,
  }),
  qualification_expiring: worded<{ qualification: string; expiresAt: number }>({
    de: (p, when) => `Deine Unterweisung „${p.qualification}“ gilt nur noch bis ${when(p.expiresAt)}.`,
    en: (p, when) => `Your instruction “${p.qualification}” is valid only until ${when(p.expiresAt)}.`,
  }),
  qualification_expired: worded<{ qualification: string }>({
    de: (p) => `Deine Unterweisung „${p.qualification}“ ist abgelaufen. Sprich deine Ausbildenden an.`,
    en: (p) => `Your instruction “${p.qualification}” has expired. Talk to your trainers.`,
  }),
  instruction_changed: worded<{ instruction: string; until: number }>({
    de: (p, when) =>
      `Die Unterweisung „${p.instruction}“ hat einen neuen Text. Deine Unterschrift gilt noch bis ${when(p.until)}: Lies den Text und unterschreibe ihn neu.`,
    en: (p, when) =>
      `The instruction “${p.instruction}” has a new text. Your signature counts until ${when(p.until)}: read the text and sign it again.`,
  }),
  instruction_to_sign: worded<{ instruction: string }>({
    de: (p) => `Du wurdest unterwiesen: „${p.instruction}“. Lies den Text und unterschreibe ihn.`,
    en: (p) => `You have been instructed: “${p.instruction}”. Read the text and sign it.`,
  }),
  instruction_signed: worded<{ instruction: string; person: string }>({
    de: (p) =>
      `${p.person} hat die Unterweisung „${p.instruction}“ unterschrieben. Deine Unterschrift fehlt noch.`,
    en: (p) => `${p.person} has signed the instruction “${p.instruction}”. Your signature is missing.`,
  }),
  guest_request: worded<{ guest: string; purpose: string; printer: string }>({
    de: (p) => `${p.guest} ist zu Gast und möchte ${p.printer} nutzen: „${p.purpose}“.`,
    en: (p) => `${p.guest} is a guest and wants to use ${p.printer}: “${p.purpose}”.`,
  }),
  fault_reported: worded<{ printer: string; text: string; person: string }>({
    de: (p) => `${p.person} meldet eine Störung an ${p.printer}: „${p.text}“`,
    en: (p) => `${p.person} reports a fault of ${p.printer}: “${p.text}”`,
  }),
  ...SECURITY_TEXTS,
} as const

export type NotificationKind = keyof typeof NOTIFICATION_TEXTS
export type NotificationParams<K extends NotificationKind> = Parameters<
  (typeof NOTIFICATION_TEXTS)[K]['de']
>[0]

/** The words of a stored notification; a kind this version does not know has none. */
export const wordNotification = (
  kind: string,
  params: Record<string, unknown>,
  language: Language,
  when: When,
): string | null => {
  if (!Object.hasOwn(NOTIFICATION_TEXTS, kind)) return null
  // What was stored for a kind is what `notify` demanded for it.
  const say = NOTIFICATION_TEXTS[kind as NotificationKind][language] as (
    params: unknown,
    when: When,
  ) => string
  return say(params, when)
}
