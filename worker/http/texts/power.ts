/** What goes wrong around power and energy, by code. */
export const POWER_TEXTS = {
  too_long_a_time: {
    de: 'Höchstens {days} Tage auf einmal in dieser Auflösung.',
    en: 'At most {days} days at once in this resolution.',
  },
  tariff_exists: {
    de: 'Ab diesem Zeitpunkt gilt schon ein Preis.',
    en: 'There is a price from this instant already.',
  },
  tariff_in_past: {
    de: 'Ein Preis gilt erst ab jetzt: Was etwas gekostet hat, bleibt, was es war.',
    en: 'A price begins now at the earliest: what something has cost stays what it was.',
  },
  not_on_the_hour: {
    de: 'Ein Preis beginnt zur vollen Stunde.',
    en: 'A price begins on the hour.',
  },
  energy_for_all: {
    de: 'Der Strompreis gilt für alle Geräte.',
    en: 'The price of energy is the same for all machines.',
  },
  machine_or_kind: {
    de: 'Nenne ein Gerät oder eine Art von Geräten, nicht beides.',
    en: 'Name a machine or a kind of machines, not both.',
  },
  unknown_printer: { de: 'Dieses Gerät gibt es nicht.', en: 'There is no such machine.' },
  no_equal_printer: {
    de: 'Das ist kein gleiches Gerät.',
    en: 'This is not an equal machine.',
  },
  busy_below_idle: {
    de: 'Die Last, ab der gearbeitet wird, liegt unter der Last im Leerlauf.',
    en: 'The load of working is below the load of standing by.',
  },
  too_few_minutes: {
    de: 'In dieser Zeit wurde zu wenig gemessen (mindestens 10 Minuten mit Last).',
    en: 'Too little was measured in this time (at least 10 minutes with a load).',
  },
  no_contrast: {
    de: 'Leerlauf und Arbeit sind nicht zu unterscheiden. Wähle eine Zeit, in der beides vorkommt.',
    en: 'Standing by and working look alike. Choose a time that shows both.',
  },
  up_to_three_days: {
    de: 'Höchstens drei Tage, und das Ende nach dem Beginn.',
    en: 'At most three days, and the end after the start.',
  },
} as const
