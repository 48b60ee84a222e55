import '@mantine/core/styles/Radio.layer.css'
import { NativeSelect, Radio, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { NewClosure } from '../../../../worker/http/closure-schemas.ts'
import { useAddClosure } from '../../api/manage-closures.ts'
import { usePrinters } from '../../api/printers.ts'
import { asProblem } from '../../api/problem.ts'
import { useTimeZone } from '../../api/site.ts'
import { focusFirstError } from '../../forms/focus-first-error.ts'
import formClasses from '../../forms/form.module.css'
import { FormDialog } from '../../forms/form-dialog.tsx'
import { instantOfField } from '../../forms/local-instant.ts'
import { useSchemaForm } from '../../forms/use-schema-form.ts'
import { useFormat } from '../../i18n/format.ts'
import { useNow } from '../../parts/clock.tsx'

type Values = {
  printerId: string
  reason: string
  startsAt: string
  endsAt: string
  until: string
  onConflict: 'refuse' | 'keep' | 'cancel'
}

const initialValues: Values = {
  printerId: '',
  reason: '',
  startsAt: '',
  endsAt: '',
  until: '',
  onConflict: 'refuse',
}

/** Closes a machine or the whole workshop; asks what to do with reservations in the way. */
export default function AddClosureDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('closures')
  const format = useFormat()
  const now = useNow(60_000)
  const timeZone = useTimeZone()
  const printers = usePrinters().data ?? []
  const wish = ({ printerId, reason, startsAt, endsAt, until, onConflict }: Values) => ({
    printerId: printerId || null,
    reason,
    startsAt: instantOfField(startsAt, timeZone),
    endsAt: instantOfField(endsAt, timeZone),
    onConflict,
    ...(until !== '' && { repeat: { every: 'week' as const, until } }),
  })
  const form = useSchemaForm({ initialValues, schema: NewClosure, wish })
  const add = useAddClosure(() => {
    notifications.show({ color: 'teal', message: t('added') })
    onClose()
  })
  const problem = add.error ? asProblem(add.error) : undefined
  const conflicts = problem?.code === 'closure_conflicts' ? problem.conflicts : []
  return (
    <FormDialog
      title={t('add')}
      submit={t('addSubmit')}
      isPending={add.isPending}
      error={conflicts.length > 0 ? null : add.error}
      fields={['reason', 'startsAt', 'endsAt', 'printerId']}
      onClose={onClose}
      onSubmit={form.onSubmit(
        (values) => add.mutate(wish(values), { onError: form.showProblem }),
        focusFirstError(form),
      )}
    >
      <TextInput
        label={t('reason')}
        description={t('reasonHint')}
        maxLength={200}
        required
        data-autofocus
        {...form.getInputProps('reason')}
      />
      <NativeSelect
        label={t('place')}
        data={[
          { value: '', label: t('all') },
          ...printers.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        {...form.getInputProps('printerId')}
      />
      <div className={formClasses.pair}>
        <TextInput type="datetime-local" label={t('from')} required {...form.getInputProps('startsAt')} />
        <TextInput type="datetime-local" label={t('to')} required {...form.getInputProps('endsAt')} />
      </div>
      <TextInput
        type="date"
        label={t('weeklyUntil')}
        description={t('weeklyHint')}
        {...form.getInputProps('until')}
      />
      {conflicts.length > 0 && (
        <div role="alert">
          <strong>{t('conflicts', { count: conflicts.length })}</strong>
          <ul>
            {conflicts.slice(0, 5).map(({ id, userName, startsAt, endsAt }) => (
              <li key={id}>
                {userName} · {format.window(Date.parse(startsAt), Date.parse(endsAt), now)}
              </li>
            ))}
          </ul>
          <Radio.Group label={t('whatNow')} {...form.getInputProps('onConflict')}>
            <div className={formClasses.options}>
              <Radio value="keep" label={t('keep')} description={t('keepHint')} />
              <Radio value="cancel" label={t('cancel')} description={t('cancelHint')} />
            </div>
          </Radio.Group>
        </div>
      )}
    </FormDialog>
  )
}
