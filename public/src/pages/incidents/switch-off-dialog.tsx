import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { useSwitchByHand } from '../../api/manual-power.ts'
import type { ManagedPrinter } from '../../api/printers.ts'
import { useFormat } from '../../i18n/format.ts'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'

/** Long enough to walk over and look. */
const heldMinutes = 15

/** Cuts a machine's power now. It stays off for a while, so that nothing switches it on again at once. */
export default function SwitchOffDialog({
  printer,
  onClose,
}: {
  printer: ManagedPrinter
  onClose: () => void
}) {
  const { t } = useTranslation('incidents')
  const format = useFormat()
  const off = useSwitchByHand(printer.id, () => {
    notifications.show({ color: 'teal', message: t('off.done', { name: printer.name }) })
    onClose()
  })
  const watts = printer.power?.watts
  return (
    <ConfirmDialog
      title={t('off.title', { name: printer.name })}
      confirm={t('off.action')}
      isPending={off.isPending}
      error={off.error}
      onConfirm={() => off.mutate({ state: 'off', minutes: heldMinutes, reason: t('off.reason') })}
      onClose={onClose}
    >
      <ul>
        {watts != null && <li>{t('off.watts', { watts: format.watts(watts) })}</li>}
        <li>{t('off.effect')}</li>
        <li>{t('off.held', { minutes: heldMinutes })}</li>
      </ul>
    </ConfirmDialog>
  )
}
