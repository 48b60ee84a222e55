import type { DayGrouping, HeatGrouping } from '../domain/groupings.ts'
import type { Heat } from './heat.ts'
import type { PlanComparison } from './planned-measured.ts'
import type { Language } from './present.ts'
import type { Refusals } from './refusals.ts'
import type { Figures, Statistics } from './statistics.ts'
import type { Table } from './table-file.ts'

const HEADINGS: Record<Language, Record<DayGrouping | keyof Figures, string>> = {
  de: {
    printer: 'Gerät',
    user: 'Person',
    costCentre: 'Kostenstelle',
    cohort: 'Lehrjahrgang',
    day: 'Tag',
    week: 'Woche ab',
    month: 'Monat',
    jobs: 'Reservierungen',
    bookedHours: 'Gebuchte Stunden',
    usedHours: 'Genutzte Stunden',
    openHours: 'Öffnungsstunden',
    utilisation: 'Auslastung in %',
    jobKWh: 'kWh für Reservierungen',
    standbyKWh: 'kWh im Leerlauf',
    unbookedKWh: 'kWh ohne Reservierung',
    energyCents: 'Strom in Cent',
    machineCents: 'Maschine und Pauschale in Cent',
    noShows: 'Nicht erschienen',
    cancels: 'Storniert',
    lateCancels: 'Spät storniert',
    overruns: 'Überzogen',
    waitingHours: 'Vorlauf in Stunden',
    quality: 'Gemessen in %',
  },
  en: {
    printer: 'Machine',
    user: 'Person',
    costCentre: 'Cost centre',
    cohort: 'Cohort',
    day: 'Day',
    week: 'Week from',
    month: 'Month',
    jobs: 'Reservations',
    bookedHours: 'Booked hours',
    usedHours: 'Used hours',
    openHours: 'Opening hours',
    utilisation: 'Utilisation in %',
    jobKWh: 'kWh for reservations',
    standbyKWh: 'kWh standing by',
    unbookedKWh: 'kWh without reservation',
    energyCents: 'Energy in cents',
    machineCents: 'Machine and flat fee in cents',
    noShows: 'No-shows',
    cancels: 'Cancelled',
    lateCancels: 'Cancelled late',
    overruns: 'Overrun',
    waitingHours: 'Lead time in hours',
    quality: 'Measured in %',
  },
}
const FIGURES = Object.keys(HEADINGS.de).slice(7) as (keyof Figures)[]

/** The same as a table, with names instead of ids. */
export const statisticsTable = (
  { items, names }: Statistics,
  groupBy: DayGrouping[],
  language: Language,
): Table => ({
  headings: [...groupBy, ...FIGURES].map((column) => HEADINGS[language][column]),
  rows: items.map((item) => {
    const keys = groupBy.map((grouping) => item[grouping] ?? '')
    return [...keys.map((key) => names[key] ?? key), ...FIGURES.map((figure) => item[figure])]
  }),
})

const HEAT_HEADINGS: Record<Language, string[]> = {
  de: ['Wochentag (1 ist Montag)', 'Stunde', 'Gebuchte Stunden', 'Auslastung in %'],
  en: ['Weekday (1 is Monday)', 'Hour', 'Booked hours', 'Share in %'],
}

/** The heat map as a table. */
export const heatTable = (
  { items, names }: Heat,
  groupBy: HeatGrouping | undefined,
  language: Language,
): Table => ({
  headings: [...(groupBy === undefined ? [] : [HEADINGS[language][groupBy]]), ...HEAT_HEADINGS[language]],
  rows: items.map(({ weekday, hour, bookedHours, share, ...keys }) => {
    const key = groupBy === undefined ? undefined : (keys[groupBy] ?? '')
    return [...(key === undefined ? [] : [names[key] ?? key]), weekday, hour, bookedHours, share]
  }),
})

const REFUSAL_HEADINGS: Record<Language, string[]> = {
  de: ['Grund', 'Abgelehnt'],
  en: ['Reason', 'Refused'],
}

/** Why bookings were refused, as a table. */
export const refusalTable = ({ items }: Refusals, language: Language): Table => ({
  headings: REFUSAL_HEADINGS[language],
  rows: items.map(({ reason, count }) => [reason, count]),
})

const COMPARISON_HEADINGS: Record<Language, string[]> = {
  de: [
    'Gerät',
    'Reservierungen',
    'Gebuchte Stunden',
    'Gearbeitete Stunden',
    'Ungenutzte Stunden',
    'Genutzt in %',
  ],
  en: ['Machine', 'Reservations', 'Booked hours', 'Worked hours', 'Unused hours', 'Used in %'],
}

/** Booked against worked time, as a table. */
export const comparisonTable = ({ items, names }: PlanComparison, language: Language): Table => ({
  headings: COMPARISON_HEADINGS[language],
  rows: items.map(({ printerId, jobs, bookedHours, workedHours, unusedHours, usedShare }) => [
    names[printerId] ?? printerId,
    jobs,
    bookedHours,
    workedHours,
    unusedHours,
    usedShare,
  ]),
})
