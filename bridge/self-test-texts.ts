import type { Setting } from './plug.ts'
import type { SelfTestItem } from './protocol.ts'

type Verdict = Omit<SelfTestItem, 'name'>

const ok = (de: string, en: string): Verdict => ({ status: 'ok', message: { de, en }, advice: null })
const notOk = (
  status: 'warning' | 'failed',
  message: { de: string; en: string },
  advice: { de: string; en: string },
): Verdict => ({ status, message, advice })

const settingNames: Record<string, { de: string; en: string }> = {
  after_mains_loss: { de: 'Zustand nach Stromausfall', en: 'state after mains loss' },
  auto_off: { de: 'automatisches Ausschalten', en: 'auto-off' },
  auto_update: { de: 'automatische Firmware-Aktualisierung', en: 'automatic firmware update' },
  led: { de: 'Anzeigeleuchte', en: 'indicator light' },
}

/** What the self-test says beyond the explanations of failures. */
export const verdicts = {
  fine: ok('In Ordnung.', 'All right.'),
  notTold: ok('Die Steckdose macht dazu keine Angabe.', 'The plug does not tell.'),
  wakes: ok('Antwortet auf die Suche im Netz.', 'Answers to discovery.'),
  doesNotWake: notOk(
    'warning',
    {
      de: 'Antwortet nicht auf die Suche im Netz (UDP 20002).',
      en: 'Does not answer to discovery (UDP 20002).',
    },
    {
      de: 'Nach einem Stromausfall kann sie mit Firmware ab 1.4.6 minutenlang nicht geweckt werden. Firewall und WLAN-Isolation prüfen.',
      en: 'After a power cut firmware 1.4.6 and later may stay unreachable for minutes. Check firewall and Wi-Fi isolation.',
    },
  ),
  clockWasSet: notOk(
    'warning',
    { de: 'Die Uhr ging falsch und wurde gestellt.', en: 'The clock was wrong and has been set.' },
    {
      de: 'Kommt das oft vor, den Zeitdienst (NTP) des Pi im WLAN der Steckdosen erreichbar machen.',
      en: "If this happens often, make the Pi's time service (NTP) reachable from the plugs' Wi-Fi.",
    },
  ),
  noEnergy: notOk(
    'failed',
    { de: 'Keine Leistungswerte.', en: 'No power readings.' },
    {
      de: 'Ist es eine P110 (nicht P100)? Uhr der Steckdose prüfen, kurz ziehen.',
      en: "Is it a P110 (not a P100)? Check the plug's clock, unplug it for a moment.",
    },
  ),
  noCounter: notOk(
    'warning',
    {
      de: 'Der Tageszähler fehlt; Lücken können nicht ergänzt werden.',
      en: "The day's counter is missing; gaps can't be filled.",
    },
    { de: 'Uhr der Steckdose prüfen, kurz ziehen.', en: "Check the plug's clock, unplug it for a moment." },
  ),
  overheated: notOk(
    'failed',
    { de: 'Die Steckdose ist überhitzt.', en: 'The plug is overheated.' },
    {
      de: 'Gerät ausschalten, Steckdose abkühlen lassen, nicht abdecken, Anschlusswert prüfen.',
      en: 'Turn the machine off, let the plug cool down, do not cover it, check the connected load.',
    },
  ),
  wifiWeak: (rssi: number) =>
    notOk(
      'warning',
      { de: `Schwacher WLAN-Empfang (${rssi} dBm).`, en: `Weak Wi-Fi reception (${rssi} dBm).` },
      {
        de: 'Zugangspunkt näher setzen; Aussetzer sind möglich.',
        en: 'Move the access point closer; gaps are possible.',
      },
    ),
  wifiBad: (rssi: number) =>
    notOk(
      'failed',
      { de: `WLAN-Empfang zu schwach (${rssi} dBm).`, en: `Wi-Fi reception too weak (${rssi} dBm).` },
      {
        de: 'Zugangspunkt näher setzen oder Steckdose versetzen.',
        en: 'Move the access point closer, or the plug.',
      },
    ),
  firmwareRisky: (firmware: string) =>
    notOk(
      'warning',
      {
        de: `Firmware ${firmware}: ab 1.4.0 sind Aussperrungen bekannt.`,
        en: `Firmware ${firmware}: from 1.4.0 on lock-outs are known.`,
      },
      {
        de: 'Vor dem Einsatz ohne Internet erproben, Stromausfall eingeschlossen. Automatische Aktualisierung in der App ausschalten.',
        en: 'Try it without internet before relying on it, mains loss included. Turn automatic updates off in the app.',
      },
    ),
  firmwareUnknown: (firmware: string) =>
    notOk(
      'warning',
      { de: `Firmware ${firmware} ist nicht erprobt.`, en: `Firmware ${firmware} is not tried.` },
      { de: 'Bekannt gut ist 1.3.x.', en: 'Known to be good: 1.3.x.' },
    ),
  settingsDiffer: (settings: Setting[]) => {
    const off = settings.filter((one) => one.outcome !== 'kept' && one.outcome !== 'changed')
    const names = (language: 'de' | 'en') =>
      off.map((one) => settingNames[one.name]?.[language] ?? one.name).join(', ')
    return notOk(
      'warning',
      {
        de: `Einstellungen, die anders sein sollten: ${names('de')}.`,
        en: `Settings that should differ: ${names('en')}.`,
      },
      { de: 'In der Tapo-App einstellen.', en: 'Set them in the Tapo app.' },
    )
  },
}
