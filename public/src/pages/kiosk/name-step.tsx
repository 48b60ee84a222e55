import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './kiosk-form.module.css'
import { TouchText } from './touch-text.tsx'

type NameStepProps = { label: string; usual?: string; onDone: (username: string) => void }

/** Asks for a user name, before the PIN. */
export function NameStep({ label, usual = '', onDone }: NameStepProps) {
  const { t } = useTranslation('kiosk')
  const [username, setUsername] = useState(usual)
  const given = username.trim()
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (given !== '') onDone(given)
      }}
    >
      <TouchText
        fields={[{ name: 'username', label, maxLength: 64, value: username, onChange: setUsername }]}
      />
      <Button type="submit" size="xl" disabled={given === ''}>
        {t('forward')}
      </Button>
    </form>
  )
}
