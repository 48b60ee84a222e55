const DAY = 86_400_000
const TRAINER = 'demo-ausbilder'

const TEXTS = {
  printer: `1. Vor dem Start: Druckbett frei? Filament eingelegt? Nichts Brennbares in der Nähe?
2. Düse (bis 280 °C) und Druckbett (bis 110 °C) nicht berühren, bevor sie abgekühlt sind.
3. Nicht in die laufende Maschine greifen. Haare zusammenbinden, keine weiten Ärmel.
4. Nach dem Start die erste Schicht abwarten: Haftet sie?
5. Drucke mit dem Spachtel von dir weg lösen.
6. Riecht es verschmort oder raucht es: Not-Aus an der Wand, dann die Ausbildung rufen.
7. Schäden sofort melden, auch kleine. Nichts selbst an der Elektrik reparieren.`,
  resin: `1. Nur mit Nitrilhandschuhen und Schutzbrille. Flüssiges Resin reizt Haut und Augen.
2. Deckel geschlossen halten, Absaugung einschalten.
3. Bauteile in Isopropanol waschen: keine Flammen, keine Funken.
4. Resin und getränkte Tücher in den gelben Behälter, nie in den Ausguss.
5. Resin auf der Haut: sofort mit Wasser und Seife abwaschen. Im Auge: 15 Minuten spülen, Arzt.`,
}

/** How somebody stands with the instruction for printers, days before and after now. */
type Standing = { username: string; signed: number; until: number }
const INSTRUCTED: Standing[] = [
  { username: 'azubi', signed: -40, until: 325 },
  { username: 'azubi2', signed: -30, until: 151 },
  { username: 'j.kowalski', signed: -55, until: 310 },
  { username: 't.krueger', signed: -55, until: 310 },
  { username: 'a.petrova', signed: -55, until: 310 },
  { username: 's.nguyen', signed: -45, until: 12 },
  { username: 'h.oezdemir', signed: -55, until: -3 },
]
const MINOR = { username: 'azubi2', days: 200 }

const qualification = (id: string, name: string, kind: string | null, now: number) => ({
  id,
  name,
  valid_months: 12,
  minor_months: 6,
  kind,
  created_at: now - 60 * DAY,
})
const text = (id: string, qualificationId: string, words: string, now: number) => ({
  id,
  qualification_id: qualificationId,
  version: 1,
  text: words,
  published_at: now - 60 * DAY,
  published_by: TRAINER,
})

/** Instructions with their text, and apprentices in every standing: valid, about to end, ended, half signed. */
export const demoInstructions = (now: number) => {
  const grants = INSTRUCTED.map(({ username, signed, until }) => ({
    id: `demo-grant-${username}`,
    qualification_id: 'demo-instruction-printer',
    user_id: `demo-${username}`,
    granted_at: now + signed * DAY,
    granted_by: TRAINER,
    expires_at: now + until * DAY,
  }))
  const complete = grants.map((grant) => ({
    id: `demo-record-${grant.user_id}`,
    text_id: 'demo-text-printer',
    user_id: grant.user_id,
    user_signed_at: grant.granted_at - 600_000,
    trainer_id: TRAINER,
    trainer_signed_at: grant.granted_at,
    completed_at: grant.granted_at,
    grant_id: grant.id,
    expires_at: grant.expires_at,
  }))
  const half = {
    trainer_id: null,
    trainer_signed_at: null,
    completed_at: null,
    grant_id: null,
    expires_at: null,
  }
  const byPerson = {
    ...half,
    id: 'demo-record-half',
    text_id: 'demo-text-printer',
    user_id: 'demo-l.fischer',
    user_signed_at: now - DAY,
  }
  const byTrainer = {
    ...half,
    id: 'demo-record-resin',
    text_id: 'demo-text-resin',
    user_id: 'demo-azubi',
    user_signed_at: null,
    trainer_id: TRAINER,
    trainer_signed_at: now - 2 * DAY,
  }
  return {
    qualifications: [
      qualification('demo-instruction-printer', '3D-Drucker', 'printer', now),
      qualification('demo-instruction-resin', 'Resin-Druck', null, now),
    ],
    texts: [
      text('demo-text-printer', 'demo-instruction-printer', TEXTS.printer, now),
      text('demo-text-resin', 'demo-instruction-resin', TEXTS.resin, now),
    ],
    grants,
    records: [...complete, byPerson, byTrainer],
    minors: [
      {
        user_id: `demo-${MINOR.username}`,
        adult_on: new Date(now + MINOR.days * DAY).toISOString().slice(0, 10),
      },
    ],
  }
}
