import { NativeSelect, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { NewClosure } from '../../../../worker/http/closure-schemas.ts'
import { type Closure, useSaveClosure } from '../../api/manage-closures.ts'
import { usePrinters } from '../../api/printers.ts'
import { asProblem } from '../../api/problem.ts'
import { useTimeZone } from '../../api/site.ts'
import { focusFirstError } from '../../forms/focus-first-error.ts'
import { FormDialog } from '../../forms/form-dialog.tsx'
import { MomentField } from '../../forms/moment-field.tsx'
import { useSchemaForm } from '../../forms/use-schema-form.ts'
import { type ClosureValues, valuesOf, wishOf } from './closure-values.ts'
import { ConflictQuestion } from './conflict-question.tsx'
import { RepeatFields } from './repeat-fields.tsx'

type ClosureDialogProps = { closure: Closure | undefined; onClose: () => void }

/** What decides which reservations are in the way: all but the reason and what to do with them. */
const whenAndWhere = ({ printerId, startsAt, endsAt, repeat }: NewClosureWish) =>
  JSON.stringify([printerId, startsAt, endsAt, repeat])
type NewClosureWish = ReturnType<typeof wishOf>

/** Closes a machine or the whole workshop, or changes that; asks what to do with reservations in the way. */
export default function ClosureDialog({ closure, onClose }: ClosureDialogProps) {
  const { t } = useTranslation('closures')
  const timeZone = useTimeZone()
  const printers = usePrinters().data ?? []
  const save = useSaveClosure(closure, () => {
    notifications.show({ color: 'teal', message: t('added') })
    onClose()
  })
  const problem = save.error ? asProblem(save.error) : undefined
  const conflictsFor = (wish: NewClosureWish) =>
    problem?.code === 'closure_conflicts' && save.variables
      ? whenAndWhere(save.variables) === whenAndWhere(wish)
        ? problem.conflicts
        : []
      : []
  const wish = (values: ClosureValues) => {
    const whole = wishOf(values, timeZone)
    // An answer given for another time is none.
    return conflictsFor(whole).length > 0 ? whole : { ...whole, onConflict: 'refuse' as const }
  }
  const form = useSchemaForm({ initialValues: valuesOf(closure, timeZone), schema: NewClosure, wish })
  const conflicts = conflictsFor(wish(form.values))
  const { onConflict } = form.values
  const isAsked = conflicts.length > 0
  const submit = isAsked && onConflict === 'cancel' ? 'submitCancel' : closure ? 'save' : 'addSubmit'
  return (
    <FormDialog
      title={closure ? t('edit') : t('add')}
      submit={t(submit, { count: conflicts.length })}
      {...(submit === 'submitCancel' && { color: 'red' })}
      isBlocked={isAsked && onConflict === 'refuse'}
      isPending={save.isPending}
      error={problem?.code === 'closure_conflicts' ? null : save.error}
      fields={['reason', 'startsAt', 'endsAt', 'printerId', 'repeat']}
      onClose={onClose}
      onSubmit={form.onSubmit(
        (values) => save.mutate(wish(values), { onError: form.showProblem }),
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
      <MomentField label={t('from')} required {...form.getInputProps('startsAt')} />
      <MomentField label={t('to')} required {...form.getInputProps('endsAt')} />
      <RepeatFields form={form} />
      {isAsked && <ConflictQuestion conflicts={conflicts} choice={form.getInputProps('onConflict')} />}
    </FormDialog>
  )
}
