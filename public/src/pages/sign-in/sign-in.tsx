import { Button, PasswordInput, TextInput } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
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
  const refusal = signIn.error === null ? undefined : asProblem(signIn.error).code
  const needsCode = refusal === 'second_factor_required'
  /** Whose account asks for a code; somebody else's may not. */
  const [codeOf, setCodeOf] = useState<string>()
  const asksCode = codeOf !== undefined && codeOf === username.trim()
  // The password was right a moment ago, so it is most likely the code.
  const isCodeWrong = asksCode && refusal === 'invalid_credentials'
  const codeInput = useRef<HTMLInputElement>(null)
  if (needsCode && signIn.variables && codeOf !== signIn.variables.username)
    setCodeOf(signIn.variables.username)

  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (!username.trim() || !password || (asksCode && !code.trim())) return
    setChecked(false)
    signIn.mutate(
      { username: username.trim(), password, ...(asksCode && { code: code.trim() }) },
      { onError: () => codeInput.current?.focus() },
    )
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
            ref={codeInput}
            label={t('code')}
            description={t('codeHint')}
            name="code"
            autoComplete="one-time-code"
            size="md"
            autoFocus
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
            error={isCodeWrong ? t('codeWrong') : checked && !code.trim() && t('codeMissing')}
          />
        )}
        {signIn.error && !needsCode && !isCodeWrong && <ProblemNotice error={signIn.error} />}
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
