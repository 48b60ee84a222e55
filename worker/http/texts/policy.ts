import type { ContradictionCode } from '../../domain/policy-contradictions.ts'
import type { Text } from '../texts.ts'

type Code = ContradictionCode | `${ContradictionCode}_on_printer` | 'unknown_qualification'

/** Why booking rules can't be set like this; `{name}` stands for a parameter. */
export const POLICY_TEXTS = {
  min_above_max: {
    de: 'Die Mindestdauer ist größer als die Höchstdauer.',
    en: 'The shortest duration is longer than the longest.',
  },
  min_above_max_on_printer: {
    de: 'Bei {printer} wäre die Mindestdauer größer als die Höchstdauer.',
    en: 'On {printer} the shortest duration would be longer than the longest.',
  },
  no_length_on_grid: {
    de: 'Auf diesem Raster passt keine Dauer zwischen Mindest- und Höchstdauer.',
    en: 'No duration on this grid lies between the shortest and the longest.',
  },
  no_length_on_grid_on_printer: {
    de: 'Bei {printer} passt auf diesem Raster keine Dauer zwischen Mindest- und Höchstdauer.',
    en: 'On {printer} no duration on this grid lies between the shortest and the longest.',
  },
  hours_below_min: {
    de: 'So wenige Stunden in der Woche reichen nicht für die Mindestdauer.',
    en: 'So few hours in a week are less than the shortest duration.',
  },
  hours_below_min_on_printer: {
    de: 'Bei {printer} reichen so wenige Stunden in der Woche nicht für die Mindestdauer.',
    en: 'On {printer} so few hours in a week are less than the shortest duration.',
  },
  never_cancellable: {
    de: 'So weit im Voraus kann niemand buchen: Stornieren wäre nie möglich.',
    en: 'Nobody can book that far ahead: cancelling would never be possible.',
  },
  never_cancellable_on_printer: {
    de: 'Bei {printer} kann niemand so weit im Voraus buchen: Stornieren wäre nie möglich.',
    en: 'On {printer} nobody can book that far ahead: cancelling would never be possible.',
  },
  unknown_qualification: {
    de: 'Diese Unterweisung gibt es nicht.',
    en: 'There is no such instruction.',
  },
} as const satisfies Record<Code, Text>
