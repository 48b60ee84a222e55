import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { NewKiosk } from '../../../../worker/http/machine-schemas.ts'
import { useEnrolKiosk } from '../../api/kiosks.ts'
import { focusFirstError } from '../../forms/focus-first-error.ts'
import { FormDialog } from '../../forms/form-dialog.tsx'
import { useSchemaForm } from '../../forms/use-schema-form.ts'
import { KioskCodeDialog } from './kiosk-code.tsx'

/** Names a display to be, and makes the code it is enrolled by. */
export default function EnrolKioskDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('machines')
  const form = useSchemaForm({ initialValues: { name: '' }, schema: NewKiosk, wish: (values) => values })
  const enrol = useEnrolKiosk()
  if (enrol.data) return <KioskCodeDialog kiosk={enrol.data} onClose={onClose} />
  return (
    <FormDialog
      title={t('kiosk.add')}
      submit={t('kiosk.addSubmit')}
      isPending={enrol.isPending}
      error={enrol.error}
      fields={['name']}
      onClose={onClose}
      onSubmit={form.onSubmit(
        (values) => enrol.mutate(values, { onError: form.showProblem }),
        focusFirstError(form),
      )}
    >
      <TextInput
        label={t('field.name')}
        description={t('kiosk.nameHint')}
        maxLength={60}
        required
        data-autofocus
        {...form.getInputProps('name')}
      />
    </FormDialog>
  )
}
