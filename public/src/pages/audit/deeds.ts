import { useTranslation } from 'react-i18next'
import { hasWords } from '../../../../worker/domain/name-order.ts'

/** What can be looked at by itself; each deed on a `job` is told as `job.verb`. */
export const areas = [
  'job',
  'wait',
  'user',
  'session',
  'cohort',
  'qualification',
  'instruction',
  'training_record',
  'printer',
  'plug',
  'power',
  'incident',
  'problem',
  'maintenance',
  'closure',
  'guest_request',
  'kiosk',
  'kiosk_visit',
  'kiosk_access',
  'second_factor',
  'tariff',
  'cost_centre',
  'costs',
  'settings',
  'history',
  'retention',
  'backup',
  'calendar',
  'clock',
  'audit',
] as const

export type Area = (typeof areas)[number]

/** Words for a deed ("job.cancel"); one that has none yet is told as it is. */
export function useDeedWords() {
  const { i18n } = useTranslation('audit')
  return (action: string): string => {
    const [area = '', verb = ''] = action.split('.')
    const words: unknown = i18n.getResource(i18n.language, 'audit', `deed.${area}.${verb}`)
    return typeof words === 'string' ? words : action
  }
}

/** The actions whose words hold every word of a search, as the API asks for them; nothing for none. */
export function useDeedsFound() {
  const { i18n } = useTranslation('audit')
  return (search: string): string | undefined => {
    const areas: Record<string, Record<string, string>> = i18n.getResource(i18n.language, 'audit', 'deed')
    const found = Object.entries(areas).flatMap(([area, verbs]) =>
      Object.entries(verbs)
        .filter(([, words]) => hasWords(words, search))
        .map(([verb]) => `${area}.${verb}`),
    )
    return found.length === 0 ? undefined : found.join(',')
  }
}

const pages: Partial<Record<Area, string>> = {
  job: '/jobs',
  user: '/manage/people',
  printer: '/manage/printers',
  plug: '/manage/plugs',
}

/** Where that which a deed was done to can be looked at, if it has a page. */
export function placeOf({ action, entityId }: { action: string; entityId: string | null }) {
  const area = areas.find((one) => action.startsWith(`${one}.`))
  const page = area && pages[area]
  return page && entityId ? `${page}/${entityId}` : undefined
}
