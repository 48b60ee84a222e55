import { useTranslation } from 'react-i18next'
import { NewUser } from '../../../../worker/http/people-schemas.ts'
import { useAddPerson } from '../../api/people.ts'
import { useTimeZone } from '../../api/site.ts'
import { focusFirstError } from '../../forms/focus-first-error.ts'
import { FormDialog } from '../../forms/form-dialog.tsx'
import { useSchemaForm } from '../../forms/use-schema-form.ts'
import { PersonFields, type PersonValues, personFieldNames, personWish } from '../../people/person-fields.tsx'
import { TemporaryPasswordDialog } from '../../people/temporary-password.tsx'

type AddPersonProps = { onAdded: (id: string) => void; onClose: () => void }

/** Makes an account; the first password is shown once and must be changed at the first sign-in. */
export default function AddPersonDialog({ onAdded, onClose }: AddPersonProps) {
  const { t } = useTranslation('people')
  const wish = personWish(useTimeZone())
  const initialValues: PersonValues = {
    displayName: '',
    username: '',
    role: 'apprentice',
    cohortId: '',
    expiresAt: '',
  }
  const form = useSchemaForm({ initialValues, schema: NewUser, wish })
  const add = useAddPerson()
  if (add.data) {
    const { user, temporaryPassword } = add.data
    const done = () => {
      onClose()
      onAdded(user.id)
    }
    return (
      <TemporaryPasswordDialog
        name={user.displayName}
        username={user.username}
        password={temporaryPassword ?? ''}
        onClose={done}
      />
    )
  }
  return (
    <FormDialog
      title={t('add')}
      submit={t('addSubmit')}
      isPending={add.isPending}
      error={add.error}
      fields={personFieldNames}
      onClose={onClose}
      onSubmit={form.onSubmit(
        (values) => add.mutate(wish(values), { onError: form.showProblem }),
        focusFirstError(form),
      )}
    >
      <PersonFields form={form} isReadOnly={false} />
    </FormDialog>
  )
}
