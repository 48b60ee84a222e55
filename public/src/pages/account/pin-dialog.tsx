import { PasswordInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSetPin } from '../../api/kiosk-access.ts'
import { asProblem } from '../../api/problem.ts'
import { FormDialog } from '../../forms/form-dialog.tsx'

const isPin = (text: string) => /^\d{6}$/.test(text)

/** Chooses the PIN; the password shows that it is one's own account. */
export default function PinDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('kiosk-access')
  const [pin, setPin] = useState('')
  const [password, setPassword] = useState('')
  const [checked, setChecked] = useState(false)
  const set = useSetPin(() => {
    notifications.show({ color: 'teal', message: t('done') })
    onClose()
  })
  const problem = set.error ? asProblem(set.error) : undefined
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (isPin(pin) && password) set.mutate({ pin, password })
  }
  const toggle = { 'aria-label': t('show') }
  return (
    <FormDialog
      title={t('title')}
      submit={t('save')}
      isPending={set.isPending}
      error={set.error}
      fields={['pin', 'password']}
      onSubmit={submit}
      onClose={onClose}
    >
      <PasswordInput
        label={t('pin')}
        description={t('pinHint')}
        inputMode="numeric"
        autoComplete="off"
        maxLength={6}
        data-autofocus
        visibilityToggleButtonProps={toggle}
        value={pin}
        onChange={(event) => setPin(event.currentTarget.value)}
        error={problem?.at('pin') ?? (checked && !isPin(pin) && t('sixDigits'))}
      />
      <PasswordInput
        label={t('password')}
        autoComplete="current-password"
        visibilityToggleButtonProps={toggle}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        error={problem?.at('password') ?? (checked && !password && t('missing'))}
      />
    </FormDialog>
  )
}
