import { useTranslation } from 'react-i18next'
import type { Person } from '../api/people.ts'
import { Pill } from '../parts/pill.tsx'

const toneOf = { active: 'free', disabled: 'bad', expired: 'wait' } as const

export function StatePill({ state }: { state: Person['state'] }) {
  const { t } = useTranslation('people')
  return <Pill tone={toneOf[state]}>{t(`state.${state}`)}</Pill>
}
