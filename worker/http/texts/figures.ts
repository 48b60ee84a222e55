/** What goes wrong around figures, by code. */
export const FIGURES_TEXTS = {
  same_twice: { de: 'Das ist zweimal dieselbe Gruppierung.', en: 'This is the same grouping twice.' },
  not_by_the_hour: {
    de: 'Kostenstellen und Lehrjahrgänge werden nicht nach Stunden gezählt.',
    en: 'Cost centres and cohorts are not counted by the hour.',
  },
  over_a_year: {
    de: 'Das geht für höchstens ein Jahr auf einmal, oder für ein einzelnes Gerät.',
    en: 'A year at once at most, or a single machine.',
  },
  nothing_to_correct: { de: 'Eine Korrektur um nichts ist keine.', en: 'A correction of nothing is none.' },
  no_such_thing: { de: 'Das gibt es nicht.', en: 'There is no such thing.' },
  checklist_open: { de: 'Es ist noch nicht alles abgehakt.', en: 'Not everything is ticked off yet.' },
  whole_months: {
    de: 'Im Betriebsrats-Modus gibt es Zahlen über Personen nur für ganze, abgeschlossene Monate.',
    en: 'In works-council mode figures of people are there for whole months that are over only.',
  },
  too_narrow: {
    de: 'Im Betriebsrats-Modus geht das nicht so genau: Es ließe auf einzelne Personen schließen.',
    en: 'In works-council mode this is too narrow: single people could be told apart.',
  },
  over_ten_years: { de: 'Höchstens zehn Jahre auf einmal.', en: 'Ten years at once at most.' },
} as const
