import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import formClasses from '../../forms/form.module.css'
import { Panel } from '../../parts/panel.tsx'

/** Why somebody else's week is looked into: it is put on record. */
export function ReasonForm({ onReason }: { onReason: (reason: string) => void }) {
  const { t } = useTranslation('training')
  const [reason, setReason] = useState('')
  return (
    <Panel title={t('reason.title')} text={t('reason.text')}>
      <form
        className={formClasses.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (reason.trim() !== '') onReason(reason.trim())
        }}
      >
        <TextInput
          label={t('reason.label')}
          maxLength={300}
          required
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <div className={formClasses.inline}>
          <Button type="submit">{t('reason.action')}</Button>
        </div>
      </form>
    </Panel>
  )
}
