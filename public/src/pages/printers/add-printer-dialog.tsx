import { NativeSelect } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NewPrinter } from '../../../../worker/http/machine-schemas.ts'
import { usePlugs } from '../../api/plugs.ts'
import { useAddPrinter, usePrinters } from '../../api/printers.ts'
import { focusFirstError } from '../../forms/focus-first-error.ts'
import { FormDialog } from '../../forms/form-dialog.tsx'
import { useSchemaForm } from '../../forms/use-schema-form.ts'
import { freePlugs } from '../../machines/free-plugs.ts'
import { PrinterFields, printerFieldNames, printerWish } from './printer-fields.tsx'

type AddPrinterProps = { onDone: (printer: { id: string }) => void; onClose: () => void }

/** Puts a printer up for reservation, with its plug if that is there already. */
export default function AddPrinterDialog({ onDone, onClose }: AddPrinterProps) {
  const { t } = useTranslation('machines')
  const plugs = freePlugs(usePlugs().data ?? [], usePrinters().data ?? [])
  const [plugId, setPlugId] = useState('')
  const form = useSchemaForm({
    initialValues: { name: '', manufacturer: '', model: '', kind: 'printer', location: '' },
    schema: NewPrinter,
    wish: printerWish,
  })
  const add = useAddPrinter((printer) => {
    notifications.show({ color: 'teal', message: t('printer.added', { name: printer.name }) })
    onClose()
    onDone(printer)
  })
  return (
    <FormDialog
      title={t('printer.add')}
      submit={t('printer.addSubmit')}
      isPending={add.isPending}
      error={add.error}
      fields={printerFieldNames}
      onClose={onClose}
      onSubmit={form.onSubmit(
        (values) =>
          add.mutate({ ...printerWish(values), plugId: plugId || null }, { onError: form.showProblem }),
        focusFirstError(form),
      )}
    >
      <PrinterFields form={form} />
      <NativeSelect
        label={t('field.plug')}
        description={t('printer.plugHint')}
        data={[
          { value: '', label: t('printer.noPlug') },
          ...plugs.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={plugId}
        onChange={(event) => setPlugId(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
