import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { PrinterChange } from '../../../../worker/http/machine-schemas.ts'
import { type PrinterDetails, useChangePrinter } from '../../api/printers.ts'
import { focusFirstError } from '../../forms/focus-first-error.ts'
import formClasses from '../../forms/form.module.css'
import { FormProblem } from '../../forms/form-problem.tsx'
import { useSchemaForm } from '../../forms/use-schema-form.ts'
import { Panel } from '../../parts/panel.tsx'
import { PrinterFields, printerFieldNames, printerWish } from './printer-fields.tsx'

/** Name, make, kind and place. */
export function PrinterDataPanel({ printer }: { printer: PrinterDetails }) {
  const { t } = useTranslation('machines')
  const { name, manufacturer, model, kind, location } = printer
  const form = useSchemaForm({
    initialValues: { name, manufacturer, model, kind, location: location ?? '' },
    schema: PrinterChange,
    wish: printerWish,
  })
  const change = useChangePrinter(printer.id, () => {
    form.resetDirty()
    notifications.show({ color: 'teal', message: t('saved') })
  })
  return (
    <Panel title={t('printer.data')}>
      <form
        noValidate
        className={formClasses.form}
        onSubmit={form.onSubmit(
          (values) => change.mutate(printerWish(values), { onError: form.showProblem }),
          focusFirstError(form),
        )}
      >
        <PrinterFields form={form} />
        <FormProblem error={change.error} fields={printerFieldNames} />
        <div className={formClasses.inline}>
          <Button type="submit" disabled={!form.isDirty()} loading={change.isPending}>
            {t('save')}
          </Button>
        </div>
      </form>
    </Panel>
  )
}
