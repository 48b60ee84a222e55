import { NativeSelect, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ROLES, type Role } from '../../../worker/domain/access.ts'
import { useCohorts } from '../api/people.ts'
import { DayField } from '../forms/day-field.tsx'
import formClasses from '../forms/form.module.css'
import type { SchemaForm } from '../forms/use-schema-form.ts'
import { endOfDay } from './expiry.ts'

export type PersonValues = {
  displayName: string
  username: string
  role: Role
  cohortId: string
  /** A local day, or empty. */
  expiresAt: string
}

/** What is sent for these fields. */
export const personWish =
  (timeZone: string) =>
  ({ displayName, username, role, cohortId, expiresAt }: PersonValues) => ({
    displayName,
    username,
    role,
    cohortId: cohortId || null,
    expiresAt: endOfDay(expiresAt, timeZone),
  })

export const personFieldNames = ['displayName', 'username', 'role', 'cohortId', 'expiresAt']

/** Name, role, group and how long the account is good for. */
export function PersonFields({ form, isReadOnly }: { form: SchemaForm<PersonValues>; isReadOnly: boolean }) {
  const { t } = useTranslation(['people', 'common'])
  const cohorts = useCohorts().data ?? []
  return (
    <>
      <div className={formClasses.pair}>
        <TextInput
          label={t('people:field.displayName')}
          maxLength={80}
          required={!isReadOnly}
          disabled={isReadOnly}
          data-autofocus
          {...form.getInputProps('displayName')}
        />
        <TextInput
          label={t('people:field.username')}
          maxLength={64}
          required={!isReadOnly}
          disabled={isReadOnly}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          {...form.getInputProps('username')}
        />
      </div>
      <div className={formClasses.pair}>
        <NativeSelect
          label={t('people:field.role')}
          description={t(`people:roleText.${form.values.role}`)}
          disabled={isReadOnly}
          data={ROLES.map((role) => ({ value: role, label: t(`common:role.${role}`) }))}
          {...form.getInputProps('role')}
        />
        <NativeSelect
          label={t('people:field.cohort')}
          disabled={isReadOnly}
          data={[
            { value: '', label: t('people:noCohort') },
            ...cohorts.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          {...form.getInputProps('cohortId')}
        />
      </div>
      <DayField
        label={t('people:field.expires')}
        description={t('people:expiresHint')}
        disabled={isReadOnly}
        {...form.getInputProps('expiresAt')}
      />
    </>
  )
}
