import { Button, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { NewKiosk } from '../../../../worker/http/machine-schemas.ts'
import { useEnrolKiosk } from '../../api/kiosks.ts'
import { focusFirstError } from '../../forms/focus-first-error.ts'
import formClasses from '../../forms/form.module.css'
import { FormDialog } from '../../forms/form-dialog.tsx'
import { useSchemaForm } from '../../forms/use-schema-form.ts'
import { Dialog } from '../../parts/dialog.tsx'

/** Makes the code that a display is enrolled by. It is told once: the server keeps only its digest. */
export default function EnrolKioskDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('machines')
  const form = useSchemaForm({ initialValues: { name: '' }, schema: NewKiosk, wish: (values) => values })
  const enrol = useEnrolKiosk()
  if (enrol.data)
    return (
      <Dialog kind="form" title={t('kiosk.codeTitle')} onClose={onClose}>
        <KioskCode code={enrol.data.code} onClose={onClose} />
      </Dialog>
    )
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

function KioskCode({ code, onClose }: { code: string; onClose: () => void }) {
  const { t } = useTranslation('machines')
  return (
    <div className={formClasses.form}>
      <TextInput
        label={t('kiosk.code')}
        description={t('kiosk.codeText', { address: `${window.location.host}/kiosk` })}
        value={code}
        size="lg"
        readOnly
      />
      <footer className={formClasses.footer}>
        <Button onClick={onClose}>{t('kiosk.codeDone')}</Button>
      </footer>
    </div>
  )
}
