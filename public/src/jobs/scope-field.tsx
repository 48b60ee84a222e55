import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SeriesScope } from '../api/jobs.ts'

const scopes = ['one', 'following', 'all'] as const satisfies SeriesScope[]

type ScopeProps = { value: SeriesScope; onChange: (scope: SeriesScope) => void }

/** How much of a series is meant: this one, this and those after it, or all. */
export function ScopeField({ value, onChange }: ScopeProps) {
  const { t } = useTranslation('jobs')
  return (
    <NativeSelect
      label={t('scope.label')}
      value={value}
      onChange={(event) => onChange(scopes.find((one) => one === event.currentTarget.value) ?? 'one')}
      data={scopes.map((scope) => ({ value: scope, label: t(`scope.${scope}`) }))}
    />
  )
}
