import type { HostFacts, HostFinding } from '../protocol.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const GIBIBYTE = 1024 ** 3

type Finding = Omit<HostFinding, 'message' | 'advice'> & { de: [string, string]; en: [string, string] }
type Rule = (facts: HostFacts, now: number) => Finding | undefined

/** What is wrong with the machine or the host, and what to do; the worst first. Pure: facts in, findings out. */
export const judgeHealth = (facts: HostFacts, now: number): HostFinding[] =>
  RULES.flatMap((rule) => rule(facts, now) ?? [])
    .map(({ code, level, de, en }) => ({
      code,
      level,
      message: { de: de[0], en: en[0] },
      advice: { de: de[1], en: en[1] },
    }))
    .sort((a, b) => Number(b.level === 'critical') - Number(a.level === 'critical'))

const hoursSince = (at: number, now: number): number => Math.floor((now - at) / HOUR_MS)

const diskSpace: Rule = ({ machine: { disk } }) => {
  const share = disk.freeBytes / disk.totalBytes
  if (share > 0.1 && disk.freeBytes > GIBIBYTE) return undefined
  const free = `${(disk.freeBytes / GIBIBYTE).toFixed(1)} GiB`
  return {
    code: 'disk_space',
    level: disk.freeBytes < GIBIBYTE / 4 ? 'critical' : 'warning',
    de: [
      `Auf dem Datenträger sind nur noch ${free} frei.`,
      'Alte Dateien entfernen: sudo journalctl --vacuum-size=200M, alte Pakete (apt clean).',
    ],
    en: [
      `Only ${free} are free on the disk.`,
      'Remove old files: sudo journalctl --vacuum-size=200M, old packages (apt clean).',
    ],
  }
}

const temperature: Rule = ({ machine: { temperatureC } }) =>
  temperatureC === null || temperatureC < 75
    ? undefined
    : {
        code: 'temperature',
        level: temperatureC >= 82 ? 'critical' : 'warning',
        de: [
          `Der Prozessor ist ${temperatureC.toFixed(0)} °C heiß.`,
          'Lüfter und Lüftungsschlitze prüfen; ab 85 °C wird gedrosselt.',
        ],
        en: [
          `The processor is at ${temperatureC.toFixed(0)} °C.`,
          'Check the fan and the vents; above 85 °C it is slowed down.',
        ],
      }

const throttling: Rule = ({ machine }) => {
  if (!machine.throttling || machine.throttling.length === 0) return undefined
  const isVoltage = machine.throttling.includes('under_voltage')
  return {
    code: isVoltage ? 'under_voltage' : 'throttled',
    level: isVoltage ? 'critical' : 'warning',
    de: isVoltage
      ? [
          'Die Versorgungsspannung ist zu niedrig.',
          'Das Originalnetzteil (5,1 V, 5 A) verwenden: Unterspannung beschädigt die Speicherkarte.',
        ]
      : ['Der Prozessor wird gedrosselt.', 'Kühlung prüfen.'],
    en: isVoltage
      ? [
          'The supply voltage is too low.',
          'Use the original power supply (5.1 V, 5 A): low voltage damages the memory card.',
        ]
      : ['The processor is being throttled.', 'Check the cooling.'],
  }
}

const clock: Rule = ({ machine }) => {
  if (machine.clock === null) {
    return {
      code: 'clock_unwatched',
      level: 'warning',
      de: [
        'Woher die Uhrzeit kommt, ist nicht bekannt.',
        'chrony einrichten: sudo deploy/install.sh --time-server yes',
      ],
      en: [
        'Where the time comes from is unknown.',
        'Set chrony up: sudo deploy/install.sh --time-server yes',
      ],
    }
  }
  const { source, synchronised, offsetMs } = machine.clock
  if (Math.abs(offsetMs) > 2_000) {
    const seconds = (offsetMs / 1000).toFixed(1)
    return {
      code: 'clock_offset',
      level: 'critical',
      de: [`Die Uhr geht um ${seconds} s falsch.`, 'Zeitquelle prüfen: chronyc sources'],
      en: [`The clock is off by ${seconds} s.`, 'Check the time source: chronyc sources'],
    }
  }
  if (synchronised && source !== 'local') return undefined
  return {
    code: 'clock_local',
    level: 'warning',
    de: [
      'Die Uhr läuft allein, ohne Zeitquelle.',
      'Ohne Internet genügt die Uhr mit Batterie (RTC): einmal im Monat mit einer Funkuhr vergleichen.',
    ],
    en: [
      'The clock runs alone, without a time source.',
      'Without the internet the battery-backed clock will do: compare it with a radio clock once a month.',
    ],
  }
}

const backupAge: Rule = ({ backups, startedAt }, now) => {
  const last = backups.newest?.at ?? startedAt
  if (now - last < 3 * HOUR_MS && !backups.failure) return undefined
  const reason = backups.failure ? ` (${backups.failure.message})` : ''
  return {
    code: 'backup_old',
    level: now - last >= DAY_MS || backups.newest === null ? 'critical' : 'warning',
    de: [
      `Seit ${hoursSince(last, now)} Stunden gibt es keine neue Sicherung${reason}.`,
      'Von Hand versuchen: sudo myp backup now; die Meldung sagt, was fehlt.',
    ],
    en: [
      `No new backup for ${hoursSince(last, now)} hours${reason}.`,
      'Try by hand: sudo myp backup now; the message says what is missing.',
    ],
  }
}

const backupCopy: Rule = ({ backups: { copy } }, now) => {
  if (!copy.problem || now - (copy.at ?? 0) < DAY_MS) return undefined
  const since =
    copy.at === null
      ? ['noch nie', 'never yet']
      : [`zuletzt vor ${hoursSince(copy.at, now)} Stunden`, `${hoursSince(copy.at, now)} hours ago`]
  return {
    code: 'backup_copy',
    level: 'warning',
    de: [
      `Die verschlüsselte Kopie der Sicherung fehlt (${since[0]}): ${copy.problem.message}`,
      'Stick mit dem Namen MYP-BACKUP einstecken.',
    ],
    en: [
      `The encrypted copy of the backup is missing (${since[1]}): ${copy.problem.message}`,
      'Plug in the stick labelled MYP-BACKUP.',
    ],
  }
}

const restoreTest: Rule = ({ backups: { restoreTest: test } }, now) => {
  if (!test) return undefined
  if (!test.ok) {
    return {
      code: 'restore_test_failed',
      level: 'critical',
      de: [
        `Die Sicherung ${test.name} ließ sich nicht zurückspielen: ${test.message}`,
        'Sofort eine neue machen und prüfen: sudo myp backup now && sudo myp backup test',
      ],
      en: [
        `The backup ${test.name} could not be restored: ${test.message}`,
        'Make and test a new one at once: sudo myp backup now && sudo myp backup test',
      ],
    }
  }
  if (now - test.at < 15 * DAY_MS) return undefined
  return {
    code: 'restore_test_old',
    level: 'warning',
    de: [
      'Seit über zwei Wochen wurde keine Sicherung probeweise zurückgespielt.',
      'Läuft der Rechner sonntags um 2:37 Uhr? Sonst: sudo myp backup test',
    ],
    en: [
      'No backup has been restored on trial for over two weeks.',
      'Does the machine run on Sundays at 2:37? Else: sudo myp backup test',
    ],
  }
}

const ticker: Rule = ({ lastTick, startedAt }, now) => {
  const last = lastTick?.at ?? startedAt
  if (now - last < 3 * MINUTE_MS && lastTick?.ok !== false) return undefined
  return {
    code: 'ticker',
    level: 'critical',
    de: [
      'Der Minutentakt steht oder schlägt fehl: Steckdosen folgen den Reservierungen nicht.',
      'Protokoll ansehen: journalctl -u myp; neu starten: sudo systemctl restart myp',
    ],
    en: [
      'The minute tick stands still or fails: plugs do not follow reservations.',
      'See the log: journalctl -u myp; restart: sudo systemctl restart myp',
    ],
  }
}

const eventLoop: Rule = ({ eventLoop: { p99Ms } }) =>
  p99Ms < 500
    ? undefined
    : {
        code: 'overloaded',
        level: 'warning',
        de: [
          `Der Dienst ist überlastet (${Math.round(p99Ms)} ms Verzug).`,
          'Laufen andere Programme auf dem Rechner? top zeigt sie.',
        ],
        en: [
          `The service is overloaded (${Math.round(p99Ms)} ms late).`,
          'Do other programs run on this machine? top shows them.',
        ],
      }

const certificate: Rule = ({ certificateEndsAt }, now) => {
  if (certificateEndsAt - now > 14 * DAY_MS) return undefined
  const days = Math.max(0, Math.floor((certificateEndsAt - now) / DAY_MS))
  return {
    code: 'certificate',
    level: days < 3 ? 'critical' : 'warning',
    de: [
      `Das Zertifikat gilt nur noch ${days} Tage.`,
      'Ein eigenes Zertifikat ersetzen; das der lokalen CA erneuert sich nachts von selbst.',
    ],
    en: [
      `The certificate is valid for ${days} more days.`,
      'Replace an own certificate; the local CA renews its own at night.',
    ],
  }
}

const RULES: readonly Rule[] = [
  diskSpace,
  temperature,
  throttling,
  clock,
  backupAge,
  backupCopy,
  restoreTest,
  ticker,
  eventLoop,
  certificate,
]
