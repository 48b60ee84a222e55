import { Button, PasswordInput, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem } from '../../api/problem.ts'
import { useSetUp } from '../../api/session.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { Entrance } from '../entrance/entrance.tsx'
import form from '../entrance/form.module.css'

const fields = ['code', 'displayName', 'username', 'password'] as const

/** A new workshop without anybody: whoever reads the console's code becomes its first admin. */
export default function FirstAdmin() {
  const { t } = useTranslation('first-admin')
  const setUp = useSetUp()
  const [values, setValues] = useState({ code: '', displayName: '', username: '', password: '' })
  const [checked, setChecked] = useState(false)
  const problem = setUp.error ? asProblem(setUp.error) : undefined

  const field = (name: (typeof fields)[number]) => ({
    name,
    label: t(`field.${name}`),
    size: 'md',
    value: values[name],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget
      setValues((before) => ({ ...before, [name]: value }))
    },
    error: problem?.at(name) ?? (checked && !values[name].trim() && t('missing')),
  })

  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (fields.every((name) => values[name].trim())) setUp.mutate(values)
  }

  return (
    <Entrance title={t('title')} lead={t('lead')}>
      <form onSubmit={submit} noValidate className={form.form}>
        <TextInput
          {...field('code')}
          description={t('codeHint')}
          autoComplete="off"
          spellCheck={false}
          autoFocus
        />
        <TextInput {...field('displayName')} autoComplete="name" />
        <TextInput {...field('username')} autoComplete="username" autoCapitalize="none" spellCheck={false} />
        <PasswordInput
          {...field('password')}
          description={t('passwordHint')}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
        />
        {problem && problem.errors.length === 0 && <ProblemNotice error={problem} />}
        <Button type="submit" size="md" fullWidth loading={setUp.isPending}>
          {t('submit')}
        </Button>
      </form>
    </Entrance>
  )
}
