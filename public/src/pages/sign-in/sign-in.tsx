import { Button, PasswordInput, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSignIn } from '../../api/session.ts'
import { useSite } from '../../api/site.ts'
import { Page } from '../../parts/page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { BrandMark } from '../../shell/brand.tsx'
import { LookMenu } from '../../shell/look-menu.tsx'
import { DemoAccounts } from './demo-accounts.tsx'
import classes from './sign-in.module.css'
import { Workbench } from './workbench.tsx'

/** The form in front of everything; after it the page that was asked for. */
export default function SignIn() {
  const { t } = useTranslation(['sign-in', 'common'])
  const site = useSite()
  const signIn = useSignIn()
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const [checked, setChecked] = useState(false)

  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (username.trim() && password) signIn.mutate({ username: username.trim(), password })
  }

  return (
    <div className={classes.screen}>
      <div className={classes.scene} aria-hidden="true">
        <Workbench />
      </div>
      <div className={classes.side}>
        <header className={classes.top}>
          <BrandMark />
          <span className={classes.name}>{site?.name ?? t('common:appName')}</span>
          <LookMenu />
        </header>
        <main className={classes.main}>
          <Page title={t('sign-in:title')}>
            <p className={classes.lead}>{t('sign-in:lead')}</p>
            <form onSubmit={submit} noValidate className={classes.form}>
              <TextInput
                label={t('sign-in:username')}
                name="username"
                autoComplete="username"
                autoCapitalize="none"
                spellCheck={false}
                size="md"
                autoFocus
                value={username}
                onChange={(event) => setUsername(event.currentTarget.value)}
                error={checked && !username.trim() && t('sign-in:usernameMissing')}
              />
              <PasswordInput
                label={t('sign-in:password')}
                name="password"
                autoComplete="current-password"
                size="md"
                visibilityToggleButtonProps={{ 'aria-label': t('sign-in:showPassword') }}
                value={password}
                onChange={(event) => setPassword(event.currentTarget.value)}
                error={checked && !password && t('sign-in:passwordMissing')}
              />
              {signIn.error && <ProblemNotice error={signIn.error} />}
              <Button type="submit" size="md" fullWidth loading={signIn.isPending}>
                {t('sign-in:submit')}
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
          </Page>
        </main>
      </div>
    </div>
  )
}
