import { useTranslation } from 'react-i18next'
import type { Fault } from '../api/faults.ts'
import { Pill } from '../parts/pill.tsx'

export const faultTone = { open: 'bad', in_progress: 'wait', done: 'free' } as const

export function FaultState({ state }: { state: Fault['state'] }) {
  const { t } = useTranslation('faults')
  return <Pill tone={faultTone[state]}>{t(`state.${state}`)}</Pill>
}
