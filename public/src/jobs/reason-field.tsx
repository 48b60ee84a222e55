import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Job } from '../api/shapes.ts'

type ReasonProps = {
  job: Job
  value: string
  onChange: (reason: string) => void
  error: string | undefined
}

/** Whoever changes somebody else's job says why; the holder is told. */
export function ReasonField({ job, value, onChange, error }: ReasonProps) {
  const { t } = useTranslation('jobs')
  return (
    <TextInput
      label={t('reason.label')}
      description={t('reason.hint', { name: job.userName ?? '' })}
      maxLength={300}
      required
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
    />
  )
}
