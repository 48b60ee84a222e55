import { Button, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import formClasses from '../forms/form.module.css'
import { Panel } from './panel.tsx'

type ReasonFormProps = {
  /** What is opened, as the heading and a sentence say. */
  title?: string
  text?: string
  /** What else is to be chosen. */
  children?: ReactNode
  isBlocked?: boolean
  onReason: (reason: string) => void
}

/** Why what is about other people is opened: it goes on record, and the person can see it. */
export function ReasonForm({ title, text, children, isBlocked = false, onReason }: ReasonFormProps) {
  const { t } = useTranslation('common')
  const [reason, setReason] = useState('')
  return (
    <Panel title={title ?? t('reason.title')} text={text ?? t('reason.text')}>
      <form
        className={formClasses.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (reason.trim() !== '') onReason(reason.trim())
        }}
      >
        {children}
        <TextInput
          label={t('reason.label')}
          maxLength={300}
          required
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <div className={formClasses.inline}>
          <Button type="submit" disabled={isBlocked}>
            {t('reason.action')}
          </Button>
        </div>
      </form>
    </Panel>
  )
}
