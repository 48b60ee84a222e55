import { Button, PasswordInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem } from '../../api/problem.ts'
import { useChangePassword, useSignOut } from '../../api/session.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { Entrance } from '../entrance/entrance.tsx'
import form from '../entrance/form.module.css'

type NewPasswordProps = {
  /** The present one was given by somebody else: nothing but this is allowed before it is changed. */
  isForced: boolean
  onDone: () => void
}

/** Changes one's own password; all other devices are signed out by it. */
export default function NewPassword({ isForced, onDone }: NewPasswordProps) {
  const { t } = useTranslation('new-password')
  const [currentPassword, setCurrentPassword] = useState('')
  const [newPassword, setNewPassword] = useState('')
  const [checked, setChecked] = useState(false)
  const signOut = useSignOut()
  const change = useChangePassword(() => {
    notifications.show({ color: 'teal', message: t('done') })
    onDone()
  })
  const problem = change.error ? asProblem(change.error) : undefined
  const toggle = { 'aria-label': t('showPassword') }

  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (currentPassword && newPassword) change.mutate({ currentPassword, newPassword })
  }

  return (
    <Entrance title={t('title')} lead={isForced ? t('leadForced') : t('lead')}>
      <form onSubmit={submit} noValidate className={form.form}>
        <PasswordInput
          label={t('current')}
          name="current-password"
          autoComplete="current-password"
          size="md"
          autoFocus
          visibilityToggleButtonProps={toggle}
          value={currentPassword}
          onChange={(event) => setCurrentPassword(event.currentTarget.value)}
          error={problem?.at('currentPassword') ?? (checked && !currentPassword && t('missing'))}
        />
        <PasswordInput
          label={t('new')}
          description={t('newHint')}
          name="new-password"
          autoComplete="new-password"
          size="md"
          visibilityToggleButtonProps={toggle}
          value={newPassword}
          onChange={(event) => setNewPassword(event.currentTarget.value)}
          error={problem?.at('newPassword') ?? (checked && !newPassword && t('missing'))}
        />
        {problem && problem.errors.length === 0 && <ProblemNotice error={problem} />}
        <Button type="submit" size="md" fullWidth loading={change.isPending}>
          {t('submit')}
        </Button>
        <Button variant="subtle" size="md" fullWidth onClick={() => (isForced ? signOut.mutate() : onDone())}>
          {isForced ? t('signOut') : t('cancel')}
        </Button>
      </form>
    </Entrance>
  )
}
