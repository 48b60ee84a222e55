import { type MantineColor, PasswordInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { OwnPassword } from '../../../../worker/http/people-schemas.ts'
import { focusFirstError } from '../../forms/focus-first-error.ts'
import { FormDialog } from '../../forms/form-dialog.tsx'
import { useSchemaForm } from '../../forms/use-schema-form.ts'

type PasswordQuestionProps = {
  title: string
  submit: string
  color?: MantineColor
  /** The call that needs the password. */
  write: {
    mutate(values: { password: string }, options: { onError: (error: unknown) => void }): void
    isPending: boolean
    error: unknown
  }
  onClose: () => void
  /** What will happen. */
  children: ReactNode
}

/** Tells what will happen to one's sign-in and asks for the password, which shows that it is one's own account. */
export function PasswordQuestion({ title, submit, color, write, onClose, children }: PasswordQuestionProps) {
  const { t } = useTranslation('second-factor')
  const form = useSchemaForm({
    initialValues: { password: '' },
    schema: OwnPassword,
    wish: (values) => values,
  })
  return (
    <FormDialog
      title={title}
      submit={submit}
      {...(color !== undefined && { color })}
      isPending={write.isPending}
      error={write.error}
      fields={['password']}
      onClose={onClose}
      onSubmit={form.onSubmit(
        (values) => write.mutate(values, { onError: form.showProblem }),
        focusFirstError(form),
      )}
    >
      {children}
      <PasswordInput
        label={t('password')}
        autoComplete="current-password"
        required
        data-autofocus
        visibilityToggleButtonProps={{ 'aria-label': t('show') }}
        {...form.getInputProps('password')}
      />
    </FormDialog>
  )
}
