/** What can be wrong with instructions, the training record and fault reports. */
export const TRAINING_TEXTS = {
  kind_taken: {
    de: 'Für diese Art von Maschine gibt es schon eine Unterweisung.',
    en: 'There is an instruction for this kind of machine already.',
  },
  text_outdated: {
    de: 'Der Text wurde inzwischen geändert. Lies die neue Fassung.',
    en: 'The text has been changed meanwhile. Read the new version.',
  },
  needs_signatures: {
    de: 'Diese Unterweisung hat einen Text: Beide unterschreiben ihn.',
    en: 'This instruction has a text: both sign it.',
  },
  unknown_person: { de: 'Diese Person gibt es nicht.', en: 'There is no such person.' },
  week_out_of_reach: {
    de: 'Schreiben kannst du über die letzten fünf Jahre und die nächsten vier Wochen.',
    en: 'You can write about the last five years and the next four weeks.',
  },
  too_many_reports: {
    de: '{max} deiner Meldungen sind noch offen. Sag direkt in der Ausbildung Bescheid.',
    en: '{max} of your reports are still open. Tell a trainer directly.',
  },
  no_photo: {
    de: 'Das ist kein Foto, das sich zeigen lässt: JPEG, PNG oder WebP.',
    en: 'This is no photo that can be shown: JPEG, PNG or WebP.',
  },
  whose_evidence: {
    de: 'Wähle eine Person oder eine Unterweisung.',
    en: 'Choose a person or an instruction.',
  },
} as const
