import { useTranslation } from 'react-i18next'
import type { ManagedPrinter } from '../api/printers.ts'
import { Pill } from '../parts/pill.tsx'

export const serviceStates = ['available', 'maintenance', 'out_of_order'] as const

const toneOf = { available: 'free', maintenance: 'wait', out_of_order: 'bad' } as const

export function ServiceStatePill({ state }: { state: ManagedPrinter['serviceState'] }) {
  const { t } = useTranslation('machines')
  return <Pill tone={toneOf[state]}>{t(`serviceState.${state}`)}</Pill>
}
