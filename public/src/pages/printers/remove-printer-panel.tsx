import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { type PrinterDetails, useRemovePrinter } from '../../api/printers.ts'
import formClasses from '../../forms/form.module.css'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useDialog } from '../../parts/use-dialog.ts'

/** Takes a printer off the lists for good; its history stays. */
export function RemovePrinterPanel({ printer }: { printer: PrinterDetails }) {
  const { t } = useTranslation('machines')
  const dialog = useDialog<true>()
  const [, go] = useLocation()
  const remove = useRemovePrinter(() => {
    notifications.show({ message: t('printer.removed', { name: printer.name }) })
    go('/manage/printers')
  })
  return (
    <Panel title={t('printer.removeTitle')} text={t('printer.removeText')}>
      <div className={formClasses.inline}>
        <Button variant="outline" color="red" onClick={() => dialog.open(true)}>
          {t('printer.remove')}
        </Button>
      </div>
      {dialog.subject && (
        <ConfirmDialog
          title={t('printer.removeAsk', { name: printer.name })}
          confirm={t('printer.remove')}
          isPending={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate(printer.id)}
          onClose={dialog.close}
        >
          <ul>
            <li>{t('printer.removeEffect.gone')}</li>
            <li>{t('printer.removeEffect.history')}</li>
            <li>{t('printer.removeEffect.plug')}</li>
          </ul>
        </ConfirmDialog>
      )}
    </Panel>
  )
}
