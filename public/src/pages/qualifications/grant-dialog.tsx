import { Button, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { NewGrant } from '../../../../worker/http/qualification-schemas.ts'
import type { Person } from '../../api/people.ts'
import { type Grant, type Qualification, useGrant, useRevoke } from '../../api/qualifications.ts'
import { useTimeZone } from '../../api/site.ts'
import { DayField } from '../../forms/day-field.tsx'
import { focusFirstError } from '../../forms/focus-first-error.ts'
import { FormDialog } from '../../forms/form-dialog.tsx'
import { useSchemaForm } from '../../forms/use-schema-form.ts'
import { endOfDay } from '../../people/expiry.ts'

type GrantDialogProps = {
  person: Person
  qualification: Qualification
  grant: Grant | undefined
  onClose: () => void
}

type Values = { expiresAt: string; note: string }

/** Writes down that somebody was instructed, again or for the first time; or takes it back. */
export default function GrantDialog({ person, qualification, grant, onClose }: GrantDialogProps) {
  const { t } = useTranslation('qualifications')
  const timeZone = useTimeZone()
  const wish = ({ expiresAt, note }: Values) => ({
    userId: person.id,
    // Without a day, the instruction's own validity decides.
    ...(expiresAt !== '' && { expiresAt: endOfDay(expiresAt, timeZone) }),
    ...(note.trim() !== '' && { note: note.trim() }),
  })
  const form = useSchemaForm({ initialValues: { expiresAt: '', note: '' }, schema: NewGrant, wish })
  const done = (message: string) => () => {
    notifications.show({ color: 'teal', message })
    onClose()
  }
  const save = useGrant(qualification.id, done(t('granted', { name: person.displayName })))
  const revoke = useRevoke(qualification.id, done(t('revoked', { name: person.displayName })))
  return (
    <FormDialog
      title={t('grantTitle', { name: person.displayName, qualification: qualification.name })}
      submit={grant ? t('renew') : t('grant')}
      isPending={save.isPending}
      error={save.error ?? revoke.error}
      fields={['expiresAt', 'note']}
      onClose={onClose}
      onSubmit={form.onSubmit(
        (values) => save.mutate(wish(values), { onError: form.showProblem }),
        focusFirstError(form),
      )}
    >
      {grant?.note && <p>{t('noteWas', { note: grant.note })}</p>}
      <DayField
        data-autofocus
        label={t('expires')}
        description={
          qualification.validMonths === null
            ? t('usualForEver')
            : t('usualMonths', { count: qualification.validMonths })
        }
        {...form.getInputProps('expiresAt')}
      />
      <TextInput
        label={t('note')}
        description={t('noteHint')}
        maxLength={200}
        {...form.getInputProps('note')}
      />
      {grant && (
        <div>
          <Button
            variant="outline"
            color="red"
            loading={revoke.isPending}
            onClick={() => revoke.mutate(person.id)}
          >
            {t('revoke')}
          </Button>
        </div>
      )}
    </FormDialog>
  )
}
