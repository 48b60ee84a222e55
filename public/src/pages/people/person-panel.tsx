import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { UserChange } from '../../../../worker/http/people-schemas.ts'
import { type Person, useChangePerson } from '../../api/people.ts'
import { useMay } from '../../api/permission.ts'
import { useTimeZone } from '../../api/site.ts'
import { focusFirstError } from '../../forms/focus-first-error.ts'
import formClasses from '../../forms/form.module.css'
import { FormProblem } from '../../forms/form-problem.tsx'
import { useSchemaForm } from '../../forms/use-schema-form.ts'
import { Panel } from '../../parts/panel.tsx'
import { lastDayOf } from '../../people/expiry.ts'
import { PersonFields, type PersonValues, personFieldNames, personWish } from '../../people/person-fields.tsx'

/** Name, role, group and expiry; trainers may read it, admins may change it. */
export function PersonPanel({ person }: { person: Person }) {
  const { t } = useTranslation('people')
  const mayManage = useMay('user.manage')
  const timeZone = useTimeZone()
  const wish = personWish(timeZone)
  const initialValues: PersonValues = {
    displayName: person.displayName,
    username: person.username,
    role: person.role,
    cohortId: person.cohortId ?? '',
    expiresAt: lastDayOf(person.expiresAt, timeZone),
  }
  const form = useSchemaForm({ initialValues, schema: UserChange, wish })
  const change = useChangePerson(person.id, () => {
    form.resetDirty()
    notifications.show({ color: 'teal', message: t('saved') })
  })
  return (
    <Panel title={t('data')}>
      <form
        noValidate
        className={formClasses.form}
        onSubmit={form.onSubmit(
          (values) => change.mutate(wish(values), { onError: form.showProblem }),
          focusFirstError(form),
        )}
      >
        <PersonFields form={form} isReadOnly={!mayManage} />
        <FormProblem error={change.error} fields={personFieldNames} />
        {mayManage && (
          <div className={formClasses.inline}>
            <Button type="submit" disabled={!form.isDirty()} loading={change.isPending}>
              {t('save')}
            </Button>
          </div>
        )}
      </form>
    </Panel>
  )
}
