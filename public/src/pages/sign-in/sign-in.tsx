import { Button, PasswordInput, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem } from '../../api/problem.ts'
import { useSignIn } from '../../api/session.ts'
import { useSite } from '../../api/site.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { Entrance } from '../entrance/entrance.tsx'
import form from '../entrance/form.module.css'
import { DemoAccounts } from './demo-accounts.tsx'

/** The form in front of everything; after it the page that was asked for. */
export default function SignIn() {
  const { t } = useTranslation('sign-in')
  const site = useSite()
  const signIn = useSignIn()
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [checked, setChecked] = useState(false)
  const needsCode = signIn.error !== null && asProblem(signIn.error).code === 'second_factor_required'
  const [asksCode, setAsksCode] = useState(false)
  if (needsCode && !asksCode) setAsksCode(true)

  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (!username.trim() || !password) return
    signIn.mutate({ username: username.trim(), password, ...(code.trim() && { code: code.trim() }) })
  }

  return (
    <Entrance title={t('title')} lead={t('lead')}>
      <form onSubmit={submit} noValidate className={form.form}>
        <TextInput
          label={t('username')}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          size="md"
          autoFocus
          value={username}
          onChange={(event) => setUsername(event.currentTarget.value)}
          error={checked && !username.trim() && t('usernameMissing')}
        />
        <PasswordInput
          label={t('password')}
          name="password"
          autoComplete="current-password"
          size="md"
          visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={checked && !password && t('passwordMissing')}
        />
        {asksCode && (
          <TextInput
            label={t('code')}
            description={t('codeHint')}
            name="code"
            autoComplete="one-time-code"
            size="md"
            autoFocus
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
        )}
        {signIn.error && !needsCode && <ProblemNotice error={signIn.error} />}
        <Button type="submit" size="md" fullWidth loading={signIn.isPending}>
          {t('submit')}
        </Button>
      </form>
      {site?.demo && (
        <DemoAccounts
          accounts={site.demoAccounts}
          onChoose={(account) => {
            setUsername(account.username)
            setPassword(account.password)
            signIn.mutate(account)
          }}
        />
      )}
    </Entrance>
  )
}
